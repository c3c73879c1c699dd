import { UserError } from '@tsh/action'
import { CaseSensitive } from '../../expressions/data.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { hashFilesFunction } from '../../expressions/hash-files.ts'
import { evaluateText, evaluateTexts } from '../../expressions/template.ts'
import { childOf } from '../../parser/tokens.ts'
import { environmentName } from '../../plan/environment.ts'
import type { Job } from '../state.ts'
import { jobError, jobWarning } from './job-error.ts'

/** The scope of expressions at the end of a job. */
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

/** The outputs of a job, without empty ones and those that contain a secret; an error drops all (JobExtension.cs). */
export function jobOutputs(job: Job): Record<string, string> {
  try {
    const outputs = Object.entries(evaluateTexts(job.definition.outputs, finalScope(job)))
    return Object.fromEntries(
      outputs.filter(([name, text]) => text !== '' && !containsSecret(job, name, text)),
    )
  } catch (error) {
    jobError(job, new UserError('Fail to evaluate job outputs'))
    jobError(job, error)
    return {}
  }
}

function containsSecret(job: Job, name: string, text: string): boolean {
  if (job.frame.run.masker.mask(text) === text) return false
  jobWarning(job, `Skip output '${name}' since it may contain secret.`)
  return true
}

/** Name and URL of the job's environment; the URL is omitted if it contains a secret. */
export function environmentOf(job: Job, scope: Scope): { name: string; url?: string } | undefined {
  const token = job.definition.environment
  if (!token) return undefined
  try {
    const name = environmentName(token, scope)
    if (name === '') return undefined
    const url = childOf(token, 'url')
    const address = url && evaluateText(url, finalScope(job))
    if (!address) return { name }
    if (job.frame.run.masker.mask(address) === address) return { name, url: address }
    jobWarning(job, `Skip setting environment url as environment '${name}' may contain secret.`)
    return { name }
  } catch (error) {
    jobError(job, new UserError('Failed to evaluate environment url'))
    jobError(job, error)
    return undefined
  }
}
