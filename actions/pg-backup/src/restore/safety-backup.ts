import { log, UserError } from '@tsh/action'
import { backUp } from '../back-up.ts'
import type { BackupInputs } from '../inputs.ts'
import type { Ports } from '../scene.ts'
import type { RestoreOutlook } from './plan.ts'

/** Backs up what a restore is about to set aside. @returns its id, or empty when there is a reason to have none */
export async function safetyBackup(
  inputs: BackupInputs,
  ports: Ports,
  { manifest }: RestoreOutlook,
): Promise<string> {
  const { skipSafetyBackup } = inputs.restore
  if (skipSafetyBackup !== '') {
    log.warning(`The present state is not backed up first, because: ${skipSafetyBackup}`, 'pg-backup restore')
    return ''
  }
  const { encryption } = inputs
  const recipients = encryption.recipients.length > 0 ? encryption.recipients : manifest.encryption.recipients
  if (encryption.mode === 'age' && !recipients?.length)
    throw new UserError('input "age-recipients" is required for the backup of the present state')
  const { backup } = await log.group('Backup of the present state', () =>
    backUp(
      {
        ...{ ...inputs, mode: 'backup', version: '', verify: 2, retention: undefined },
        ...{ allowShrink: 'safety backup before a restore' },
        encryption: { ...encryption, recipients: recipients ?? [] },
      },
      ports,
    ),
  )
  return backup
}
