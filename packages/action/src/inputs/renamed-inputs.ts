/** The current name of an input or output of an older version. */
export interface Renamed {
  name: string
  /** The action that has it now; defaults to the same action. */
  action?: string
  /** Other changes. */
  note?: string
}

type Names = Readonly<Record<string, Renamed>>

const SERVER = { name: 'server', note: '`user@host` or `user@host:port`' }
const JUMP = { name: 'jump', note: '`[user@]host[:port]`' }
const HOST_KEY = { name: 'host-key', note: 'known_hosts lines or fingerprints' }
const PATH = { name: 'path' }
const SERVICE = { name: 'service' }
const URL = { name: 'url' }

const CONNECTION: Names = {
  host: SERVER,
  port: SERVER,
  user: SERVER,
  'jump-host': JUMP,
  'jump-port': JUMP,
  'jump-user': JUMP,
  'known-hosts': HOST_KEY,
  'host-fingerprint': HOST_KEY,
}

const movedToRestore = (name: string): Renamed => ({ name, action: 'pg-restore' })

/** The inputs that were renamed in v1, by action and old name. */
export const RENAMED_INPUTS: Readonly<Record<string, Names>> = {
  'ssh-deploy': {
    ...CONNECTION,
    'deploy-path': PATH,
    'app-service': SERVICE,
    'migrate-command': { name: 'migrate', note: 'the word `none` runs no migrations' },
    'without-migrations': { name: 'skip-migrations-reason' },
    backup: { name: 'backup-manifest' },
    'without-backup': { name: 'skip-backup-reason' },
  },
  'blue-green-switch': {
    ...CONNECTION,
    'deploy-path': PATH,
    'app-service': SERVICE,
    target: { name: 'slot' },
    'public-url': URL,
    'trial-seconds': { name: 'canary-seconds' },
    install: { name: 'allow-install' },
  },
  rollback: { ...CONNECTION, 'deploy-path': PATH, 'app-service': SERVICE, 'public-url': URL },
  'smoke-test': {
    ...CONNECTION,
    'standard-checks': { name: 'skip-standard-checks', note: 'with the opposite value' },
  },
  'test-gate': { 'install-command': { name: 'install' } },
  'pg-backup': {
    ...CONNECTION,
    'deploy-path': PATH,
    source: { name: 'database-source' },
    container: { name: 'database-container' },
    database: { name: 'database-name' },
    'allow-shrink': { name: 'allow-shrink-reason' },
    backup: movedToRestore('backup-id'),
    confirm: movedToRestore('confirm'),
    'allow-foreign': movedToRestore('allow-other-server-reason'),
    'skip-safety-backup': movedToRestore('skip-safety-backup-reason'),
    'health-url': movedToRestore('health-url'),
  },
}

/** The outputs that were renamed in v1. */
export const RENAMED_OUTPUTS: Readonly<Record<string, Names>> = {
  rollback: { 'public-url': { name: 'url-check' }, from: { name: 'replaced-version' } },
  'pg-backup': {
    backup: { name: 'backup-id' },
    manifest: { name: 'backup-manifest' },
    'manifest-sha256': { name: 'backup-manifest-sha256' },
    size: { name: 'size-bytes' },
    seconds: { name: 'duration-seconds' },
    database: movedToRestore('database'),
    'set-aside': movedToRestore('replaced-database'),
    'safety-backup': movedToRestore('safety-backup-id'),
    'downtime-seconds': movedToRestore('downtime-seconds'),
  },
}
