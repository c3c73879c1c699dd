import type { SettingPath } from './setting.ts'

/** The name of an action or workflow input before v1, and the setting that replaces it. */
export interface Renamed {
  old: string
  setting: SettingPath
  /** The format of the setting, where it replaces several inputs. */
  form?: string
}

const SERVER = { setting: 'server', form: 'user@host or user@host:port' } as const
const JUMP = { setting: 'jump', form: '[user@]host[:port]' } as const
const HOST_KEY = { setting: 'host-key', form: 'a fingerprint (SHA256:…) or known_hosts lines' } as const

/** Inputs whose setting has a different name. All other inputs are settings of the same name. */
export const RENAMED: readonly Renamed[] = [
  { old: 'host', ...SERVER },
  { old: 'port', ...SERVER },
  { old: 'user', ...SERVER },
  { old: 'jump-host', ...JUMP },
  { old: 'jump-port', ...JUMP },
  { old: 'jump-user', ...JUMP },
  { old: 'known-hosts', ...HOST_KEY },
  { old: 'host-fingerprint', ...HOST_KEY },
  { old: 'deploy-path', setting: 'path' },
  { old: 'app-service', setting: 'service' },
  { old: 'migrate-command', setting: 'migrate' },
  { old: 'public-url', setting: 'url' },
  { old: 'trial-seconds', setting: 'canary-seconds' },
  { old: 'smoke-checks', setting: 'smoke.checks' },
  { old: 'smoke-login-path', setting: 'smoke.login-path' },
  { old: 'standard-checks', setting: 'smoke.skip-standard-checks' },
  { old: 'install-command', setting: 'test.install' },
  { old: 'test-commands', setting: 'test.commands' },
  { old: 's3-endpoint', setting: 'backup.endpoint' },
  { old: 'backup-encryption', setting: 'backup.encryption' },
  { old: 'backup-kms-key', setting: 'backup.kms-key' },
  { old: 'backup-age-recipients', setting: 'backup.age-recipients' },
  { old: 'backup-retention-days', setting: 'backup.retention-days' },
  { old: 'telegram-api-url', setting: 'telegram.api-url' },
]

/** Renamed inputs of a single run. */
export const RENAMED_RUN_INPUTS: Readonly<Record<string, string>> = {
  'backup-allow-shrink': 'allow-shrink-reason',
  'allow-shrink': 'allow-shrink-reason',
  'allow-foreign': 'allow-other-server-reason',
  'skip-safety-backup': 'skip-safety-backup-reason',
  backup: 'backup-id',
}

/** Inputs whose values are secrets, which must not be in a repository. */
export const SECRET_INPUTS: readonly string[] = [
  'ssh-key',
  'ssh-key-passphrase',
  'registry-password',
  'access-key-id',
  'secret-access-key',
  'session-token',
  'database-url',
  'age-identity',
  'bot-token',
  'chat-id',
  'github-token',
  'password',
]
