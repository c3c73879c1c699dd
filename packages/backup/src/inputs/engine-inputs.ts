import type { InputDefinitions } from '@tsh/action'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { pick, requiring, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'
import { STORAGE_INPUTS } from '../store/bucket-inputs.ts'

const DATABASE_INPUTS = {
  ...SETTING_INPUTS.database,
  ...pick(SETTING_INPUTS.application, 'path', 'compose-file', 'env-file'),
  'database-url': {
    description:
      'Postgres URL from the point of view of the database host, for a login with a password. Defaults to the local socket, which needs no password.',
    secret: true,
  },
} satisfies InputDefinitions

const ENCRYPTION_INPUTS = {
  ...pick(SETTING_INPUTS.backup, 'encryption', 'kms-key', 'age-recipients'),
  'age-identity': {
    description:
      'age private key (secret `AGE_IDENTITY`), for restores and drills of encrypted backups, and for `verify: 3`.',
    secret: true,
  },
} satisfies InputDefinitions

/** The inputs shared by backup and restore; read by `readEngineInputs`. */
export const ENGINE_INPUTS = {
  ...CONNECTION_INPUTS,
  ...DATABASE_INPUTS,
  ...requiring(STORAGE_INPUTS, 'bucket', 'access-key-id', 'secret-access-key'),
  ...ENCRYPTION_INPUTS,
  ...pick(SETTING_INPUTS.backup, 'compression', 'timeout-minutes'),
  ...SETTINGS_FILE,
  environment: {
    ...SETTINGS_FILE.environment,
    required: true,
    description:
      'Environment in the settings file, such as `production`. It is the second part of the object keys.',
  },
} satisfies InputDefinitions

export type EngineInput = keyof typeof ENGINE_INPUTS
