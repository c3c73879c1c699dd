import { log, UserError } from '@tsh/action'
import { backUp } from '../backup/back-up.ts'
import type { Ports } from '../context.ts'
import type { RestoreInputs } from '../inputs/inputs.ts'
import type { RestoreOutlook } from './plan.ts'

/** Backs up the database that a restore will set aside. @returns its id, or empty if skipped with a reason */
export async function safetyBackup(
  inputs: RestoreInputs,
  ports: Ports,
  { manifest, facts }: RestoreOutlook,
): Promise<string> {
  const { skipSafetyBackupReason: reason } = inputs
  if (reason !== '') {
    log.warning(`Skipping the backup of the current state: ${reason}`, 'pg-restore')
    return ''
  }
  const { encryption } = inputs
  const recipients = encryption.recipients.length > 0 ? encryption.recipients : manifest.encryption.recipients
  if (encryption.mode === 'age' && !recipients?.length)
    throw new UserError('input "age-recipients" is required for the backup of the current state')
  const { 'backup-id': id } = await log.group('Backup of the current state', () =>
    backUp(
      {
        ...inputs,
        login: { ...inputs.login, database: facts.database },
        version: '',
        verify: 2,
        retention: undefined,
        allowShrinkReason: 'safety backup before a restore',
        encryption: { ...encryption, recipients: recipients ?? [] },
      },
      ports,
    ),
  )
  return id
}
