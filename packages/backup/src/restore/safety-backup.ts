import { log, UserError } from '@tsh/action'
import { backUp } from '../backup/back-up.ts'
import type { RestoreInputs } from '../inputs/inputs.ts'
import type { Ports } from '../scene.ts'
import type { RestoreOutlook } from './plan.ts'

/** Backs up what a restore is about to set aside. @returns its id, or empty when there is a reason to have none */
export async function safetyBackup(
  inputs: RestoreInputs,
  ports: Ports,
  { manifest, facts }: RestoreOutlook,
): Promise<string> {
  const { skipSafetyBackupReason: reason } = inputs
  if (reason !== '') {
    log.warning(`The present state is not backed up first, because: ${reason}`, 'pg-restore')
    return ''
  }
  const { encryption } = inputs
  const recipients = encryption.recipients.length > 0 ? encryption.recipients : manifest.encryption.recipients
  if (encryption.mode === 'age' && !recipients?.length)
    throw new UserError('input "age-recipients" is required for the backup of the present state')
  const { 'backup-id': id } = await log.group('Backup of the present state', () =>
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
