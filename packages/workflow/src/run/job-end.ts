import { messageOf } from '../errors.ts'
import { CaseSensitive } from '../expressions/data.ts'
import type { Scope } from '../expressions/evaluate.ts'
import { hashFilesFunction } from '../expressions/hash-files.ts'
import { evaluateText } from '../expressions/template.ts'
import { childOf, entriesOf } from '../parser/tokens.ts'
import type { Job } from './state.ts'

/** What expressions at the end of a job may see. */
function finalScope(job: Job): Scope {
  return {
    file: job.frame.workflow.source.path,
    contexts: {
      ...job.contexts,
      job: { ...(job.contexts.job as object), status: job.status },
      env: new CaseSensitive(job.env),
      steps: job.steps,
    },
    functions: [hashFilesFunction(job.folders.workspace)],
  }
}

/** The outputs of a job: empty ones and those that hold a secret are left out (actions/runner, JobExtension.cs). */
export function jobOutputs(job: Job): Record<string, string> {
  const { masker, log, annotations } = job.frame.run
  const outputs: Record<string, string> = {}
  for (const { key, value } of entriesOf(job.definition.outputs)) {
    const name = key.toString()
    const text = evaluateText(value, finalScope(job))
    if (text === '') continue
    if (masker.mask(text) === text) {
      outputs[name] = text
      continue
    }
    const message = `Skip output '${name}' since it may contain secret.`
    log.write(job.id, '', `##[warning]${message}`)
    annotations.push({ job: job.id, step: '', level: 'warning', message })
  }
  return outputs
}

/** Name and address of the job's environment; the address is left out when it holds a secret. */
export function environmentOf(job: Job, scope: Scope): { name: string; url?: string } | undefined {
  const token = job.definition.environment
  if (!token) return undefined
  try {
    const name = evaluateText(entriesOf(token).length ? childOf(token, 'name') : token, scope)
    const url = childOf(token, 'url')
    const address = url && evaluateText(url, finalScope(job))
    const { masker } = job.frame.run
    return { name, ...(address && masker.mask(address) === address && { url: address }) }
  } catch (error) {
    job.frame.run.log.write(job.id, '', `##[error]Failed to evaluate environment url: ${messageOf(error)}`)
    job.status = job.status === 'success' ? 'failure' : job.status
    return undefined
  }
}
