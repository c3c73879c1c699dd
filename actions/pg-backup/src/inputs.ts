import { type InputReader, readInputs } from '@tsh/action'
import { isBackupId, type Level, readStorage, type Storage } from '@tsh/backup'
import { type Project, readProject } from '@tsh/deployment'
import { readTarget, type Target } from '@tsh/remote'
import { parseDatabaseUrl } from './database-url.ts'
import { type Encryption, readEncryption } from './encryption.ts'

export interface BackupInputs {
  mode: 'backup' | 'doctor' | 'drill' | 'restore'
  target: Target
  source: Source
  login: DatabaseLogin
  storage: Storage
  /** The version that is about to be deployed; may be empty. */
  version: string
  /** What `pg_dump -Z` gets; empty decides by the server's version. */
  compression: string
  encryption: Encryption
  verify: Level
  /** Why a backup may be much smaller than those before; empty when it may not. */
  allowShrink: string
  /** Undefined removes nothing, ever. */
  retention: { days: number; keepLast: number } | undefined
  /** Seconds for the whole dump or restore. */
  timeout: number
  restore: RestoreInputs
}

/** Where the database server runs. */
export type Source =
  | { kind: 'compose'; project: Project; service: string }
  | { kind: 'container'; container: string }
  | { kind: 'host' }

/** How the database's own tools connect; what is empty is the container's own. */
export interface DatabaseLogin {
  database: string
  user: string
  host: string
  port: string
  password: string
}

export interface RestoreInputs {
  /** Id of a backup, or `latest`. */
  backup: string
  /** Name of the database to be replaced, typed by a person; empty only plans. */
  confirm: string
  /** Why a backup of another environment or server may be restored. */
  allowForeign: string
  /** Why the present state need not be backed up first. */
  skipSafetyBackup: string
  /** Address on the server that answers 2xx when the application is well; empty asks nothing. */
  healthUrl: string
}

export function readBackupInputs(): BackupInputs {
  return readInputs(input => {
    const mode = input.choice('mode', ['backup', 'doctor', 'drill', 'restore'])
    const source = readSource(input)
    if (mode === 'drill' && source.kind === 'host')
      input.problem(
        'input "mode" is drill, which needs a container to try the backup in, and "source" is host. Restore it on another server as RESTORE.txt next to the backup shows',
      )
    return {
      mode,
      target: readTarget(input),
      source,
      login: readLogin(input),
      storage: readStorage(input),
      version: input.text('version', {
        required: false,
        pattern: /^[A-Za-z0-9._-]+$/,
        expected: 'a version',
      }),
      compression: input.text('compression', {
        required: false,
        pattern: /^(\d|(gzip|lz4|zstd)(:\d{1,2})?|none)$/,
        expected: 'a compression of pg_dump, such as 2, gzip:2, lz4 or zstd:1',
      }),
      ...readProof(input, mode, source),
      allowShrink: input.text('allow-shrink', { required: false }),
      retention: readRetention(input),
      timeout: input.number('timeout-minutes', { from: 1, to: 1440 }) * 60,
      restore: readRestore(input, mode),
    }
  })
}

function readProof(
  input: InputReader,
  mode: BackupInputs['mode'],
  { kind }: Source,
): Pick<BackupInputs, 'encryption' | 'verify'> {
  const encryption = readEncryption(input, mode)
  const verify = Number(input.choice('verify', ['1', '2', '3'])) as Level
  if (mode === 'backup' && verify === 3 && encryption.mode === 'age' && encryption.identity === '')
    input.problem(
      'input "age-identity" is required because "verify" is 3: what is encrypted cannot be restored without it',
    )
  if (mode === 'backup' && verify === 3 && kind === 'host')
    input.problem(
      'input "verify" is 3, which needs a container to try the backup in, and "source" is host. Set "verify" to 2',
    )
  return { encryption, verify }
}

const NAME = { required: false, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ }

function readSource(input: InputReader): Source {
  const kind = input.choice('source', ['compose', 'container', 'host'])
  const service = input.text('database-service', { ...NAME, expected: 'a service name' })
  const container = input.text('container', { ...NAME, expected: 'the name of a container' })
  if (kind === 'host') return { kind }
  if (kind === 'compose') return { kind, project: readProject(input), service }
  if (container === '') input.problem('input "container" is required because "source" is container')
  return { kind, container }
}

function readLogin(input: InputReader): DatabaseLogin {
  const name = { required: false, pattern: /^(?!.*(=|:\/\/))[^\s'"]{1,63}$/ }
  const login = {
    database: input.text('database', { ...name, expected: 'the name of a database' }),
    user: input.text('database-user', { ...name, expected: 'the name of a role' }),
  }
  const url = input.secret('database-url', { required: false })
  if (url === '') return { ...login, host: '', port: '', password: '' }
  const parsed = parseDatabaseUrl(url)
  if (!parsed) {
    input.problem(
      'input "database-url" is not a valid postgres URL. It has the form postgres://user:password@host:5432/database, special characters percent-encoded',
    )
    return { ...login, host: '', port: '', password: '' }
  }
  return parsed
}

function readRetention(input: InputReader): BackupInputs['retention'] {
  const keepLast = input.number('keep-last', { from: 3, to: 1000 })
  const days = input.text('retention-days', {
    required: false,
    pattern: /^[1-9]\d{0,3}$/,
    expected: 'a whole number of days from 1 to 9999, or empty for no retention',
  })
  return days === '' ? undefined : { days: Number(days), keepLast }
}

function readRestore(input: InputReader, mode: BackupInputs['mode']): RestoreInputs {
  const backup = input.text('backup', { required: mode === 'restore' })
  if (backup !== '' && backup !== 'latest' && !isBackupId(backup))
    input.problem(`input "backup" is neither the id of a backup nor latest, got "${backup}"`)
  const confirm = input.text('confirm', { required: false })
  if (confirm !== '' && backup === 'latest')
    input.problem(
      'input "backup" must name the backup to restore; run without "confirm" to see which is the latest',
    )
  return {
    backup: backup || 'latest',
    confirm,
    allowForeign: input.text('allow-foreign', { required: false }),
    skipSafetyBackup: input.text('skip-safety-backup', { required: false }),
    healthUrl: input.text('health-url', {
      required: false,
      pattern: /^https?:\/\/[^\s@]+$/,
      expected: 'an http address without user and password',
    }),
  }
}
