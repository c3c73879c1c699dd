import { UserError } from '@tsh/action'
import { messageOf } from '../../errors.ts'
import type { Job } from '../state.ts'

/** An error of the job as a whole. */
export function jobError(job: Job, error: unknown): void {
  const { run, workflow } = job.frame
  const message = run.masker.mask(messageOf(error))
  run.log.write(job.id, '', `##[error]${message}`)
  if (error instanceof Error && !(error instanceof UserError)) run.log.write(job.id, '', error.stack ?? '')
  run.annotations.push({ job: job.id, step: '', level: 'error', message })
  run.failures.push({ file: workflow.source.path, line: job.definition.line, job: job.id, message })
  if (job.status === 'success') job.status = 'failure'
}

export function jobWarning(job: Job, text: string): void {
  const { run } = job.frame
  const message = run.masker.mask(text)
  run.log.write(job.id, '', `##[warning]${message}`)
  run.annotations.push({ job: job.id, step: '', level: 'warning', message })
}
