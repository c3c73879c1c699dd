import { type InputReader, readInputs } from '@tsh/action'
import { isBackupId } from '@tsh/backup'
import { type RestoreInputs, readCompression, readEngineInputs } from '@tsh/backup/inputs'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

/** The mode of the action, and its target server. */
export interface ActionInputs extends RestoreInputs {
  mode: Mode
  target: Target
}

type Mode = 'plan' | 'restore' | 'drill'
type RestoreInput = keyof typeof inputs

export async function readRestoreInputs(): Promise<ActionInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const mode = input.choice('mode', ['plan', 'restore', 'drill'])
    const engine = readEngineInputs(input, 'other')
    if (mode === 'drill' && engine.source.kind === 'host')
      input.problem(
        'input "mode" is drill, which requires a container to restore the backup in, but "database-source" is host. Restore it on another server as described in RESTORE.txt next to the backup',
      )
    return {
      mode,
      target: readTarget(input),
      ...engine,
      compression: readCompression(input),
      ...readChoice(input, mode),
      allowOtherServerReason: input.text('allow-other-server-reason', { required: false }),
      skipSafetyBackupReason: input.text('skip-safety-backup-reason', { required: false }),
      healthUrl: readHttpUrl(input, 'health-url', { required: false }),
      publicUrl: readHttpUrl(input, 'url', { required: false }) || undefined,
    }
  })
}

/** The selected backup, and the confirmation that it may replace the database. */
function readChoice(
  input: InputReader<RestoreInput>,
  mode: Mode,
): Pick<RestoreInputs, 'backupId' | 'confirm'> {
  const backupId = input.text('backup-id', { required: mode === 'restore' }) || 'latest'
  const confirm = input.text('confirm', {
    required: mode === 'restore',
    hint: 'It is the name of the database that is replaced; run with "mode: plan" to see it',
  })
  if (backupId !== 'latest' && !isBackupId(backupId))
    input.problem(`input "backup-id" is neither a backup ID nor "latest", got "${backupId}"`)
  if (mode === 'restore' && input.block('backup-id') === 'latest')
    input.problem(
      'input "backup-id" must be the ID of the backup to restore; run with "mode: plan" to see the latest one',
    )
  if (mode !== 'restore' && confirm !== '')
    input.problem(`input "confirm" is only for "mode: restore", but "mode" is ${mode}`)
  return { backupId, confirm }
}
