import { childOf, entriesOf, itemsOf, lineOf, type Token, textOf } from '../parser/tokens.ts'
import type { WorkflowDraft } from '../parser/workflow-file.ts'
import { runsOnProblems } from './runs-on.ts'
import { defaultShellProblems, shellProblem } from './shells.ts'

// Keys that GitHub supports and this runner does not: rejected, since skipping a service or container would falsify the run.
const refusedJobKeys: Record<string, string> = {
  container: 'job containers are not supported',
  services: 'service containers are not supported',
  snapshot: 'snapshots are not supported',
  'cancel-timeout-minutes': 'this key is not supported',
}

/** Unsupported features of a parsed workflow, one line each. */
export function unsupported(draft: WorkflowDraft): string[] {
  const file = draft.source.path
  const defaults = defaultShellProblems(draft.root).map(
    ({ line, message }) => `${file} (Line: ${line}): ${message}`,
  )
  const jobs = entriesOf(childOf(draft.root, 'jobs')).flatMap(({ key, value }) =>
    jobProblems(value).map(
      ({ token, message }) => `${file} (Line: ${lineOf(token)}): job '${key}', ${message}`,
    ),
  )
  return [...defaults, ...jobs]
}

interface Problem {
  token: Token | undefined
  message: string
}

function jobProblems(job: Token): Problem[] {
  return [
    ...Object.entries(refusedJobKeys).flatMap(([name, reason]) => {
      const token = childOf(job, name)
      return token ? [{ token, message: `${name}: ${reason}` }] : []
    }),
    ...runsOnProblems(job).map(message => ({ token: childOf(job, 'runs-on'), message })),
    ...itemsOf(childOf(job, 'steps')).flatMap(step => {
      const message = shellProblem(textOf(childOf(step, 'shell')) ?? '')
      return message ? [{ token: step, message }] : []
    }),
  ]
}
