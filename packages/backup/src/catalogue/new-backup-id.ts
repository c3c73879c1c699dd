import { randomBytes } from 'node:crypto'
import type { WorkflowRun } from '@tsh/action'

/** `<time>-<commit>-<run>.<attempt>-<nonce>`: sorted by time, unique. */
export function newBackupId(now: Date, run: WorkflowRun): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '').replaceAll('-', '')
  const sha = (run.sha || '0000000').slice(0, 12)
  return `${time}Z-${sha}-${run.id}.${run.attempt}-${randomBytes(3).toString('hex')}`
}
