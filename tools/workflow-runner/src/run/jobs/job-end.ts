import { UserError } from '@tsh/action'
import { CaseSensitive } from '../../expressions/data.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { hashFilesFunction } from '../../expressions/hash-files.ts'
import { evaluateText, evaluateTexts } from '../../expressions/template.ts'
import { childOf } from '../../parser/tokens.ts'
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

/** The URL of the job's environment; undefined if it has none, or one that contains a secret. */
export function environmentUrl(job: Job, name: string): string | undefined {
  const url = childOf(job.definition.environment, 'url')
  try {
    const address = url && evaluateText(url, finalScope(job))
    if (!address || job.frame.run.masker.mask(address) === address) return address || undefined
    jobWarning(job, `Skip setting environment url as environment '${name}' may contain secret.`)
  } catch (error) {
    jobError(job, new UserError('Failed to evaluate environment url'))
    jobError(job, error)
  }
  return undefined
}
