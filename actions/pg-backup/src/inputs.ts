import { type InputReader, readInputs } from '@tsh/action'
import type { Level } from '@tsh/backup'
import { type BackupInputs, readCompression, readEngineInputs } from '@tsh/backup/inputs'
import { readTarget, type Target } from '@tsh/remote'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

/** The mode of the action, and its target server. */
export interface ActionInputs extends BackupInputs {
  mode: Mode
  target: Target
}

type Mode = 'backup' | 'doctor'
type BackupInput = keyof typeof inputs

export async function readBackupInputs(): Promise<ActionInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const mode = readMode(input)
    const engine = readEngineInputs(input, mode === 'backup' ? 'backup' : 'other')
    return {
      mode,
      target: readTarget(input),
      ...engine,
      version: input.text('version', {
        required: false,
        pattern: /^[A-Za-z0-9._-]+$/,
        expected: 'a version',
      }),
      compression: readCompression(input),
      verify: readLevel(input, mode, engine),
      allowShrinkReason: input.text('allow-shrink-reason', { required: false }),
      retention: readRetention(input),
    }
  })
}

/** Restores were modes of this action before v1. */
function readMode(input: InputReader<BackupInput>): Mode {
  const given = input.block('mode')
  if (given === 'restore' || given === 'drill') {
    input.problem(`input "mode" is ${given}, which has moved to the action pg-restore`)
    return 'doctor'
  }
  return input.choice('mode', ['backup', 'doctor'])
}

function readLevel(
  input: InputReader<BackupInput>,
  mode: Mode,
  { source, encryption }: Pick<BackupInputs, 'source' | 'encryption'>,
): Level {
  const level = Number(input.choice('verify', ['1', '2', '3'])) as Level
  if (mode !== 'backup' || level !== 3) return level
  if (encryption.mode === 'age' && encryption.identity === '')
    input.problem(
      'input "age-identity" is required because "verify" is 3: an encrypted backup cannot be restored without it',
    )
  if (source.kind === 'host')
    input.problem(
      'input "verify" is 3, which requires a container to restore the backup in, but "database-source" is host. Set "verify" to 2, or in a call of backup.yml "drill" to false',
    )
  return level
}

function readRetention(input: InputReader<BackupInput>): BackupInputs['retention'] {
  const keepLast = input.number('keep-last', { from: 3, to: 1000 })
  const days = input.text('retention-days', {
    required: false,
    pattern: /^[1-9]\d{0,3}$/,
    expected: 'a whole number of days from 1 to 9999, or empty for no retention',
  })
  return days === '' ? undefined : { days: Number(days), keepLast }
}
