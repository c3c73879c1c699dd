import { UserError } from './errors.ts'

/**
 * Aborts when the runner cancels the step: it sends SIGINT, SIGTERM 7.5 s later, and kills the process tree 2.5 s after that
 * (docs.github.com, "Workflow cancellation reference"). The caller becomes responsible for exiting the process.
 */
export function cancellation(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => controller.abort(new UserError(`cancelled (${name})`)))
  return controller.signal
}
