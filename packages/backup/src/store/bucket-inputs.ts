import type { InputDefinitions } from '@tsh/action'
import { pick, SETTING_INPUTS } from '@tsh/settings'

/** The bucket of the backups and its credentials; read by `readBucketAccess`. */
export const BUCKET_INPUTS = {
  bucket: { description: 'S3 bucket of the backups (secret `AWS_S3_BUCKET`).' },
  'access-key-id': {
    description: 'Access key for the bucket (secret `AWS_ACCESS_KEY_ID`).',
    secret: true,
  },
  'secret-access-key': {
    description: 'Secret key for the bucket (secret `AWS_SECRET_ACCESS_KEY`).',
    secret: true,
  },
  'session-token': {
    description: 'Session token of temporary keys (secret `AWS_SESSION_TOKEN`).',
    secret: true,
  },
  ...pick(SETTING_INPUTS.backup, 'region', 'endpoint', 'bucket-owner'),
} satisfies InputDefinitions

/** The bucket and the prefix of an environment's backups; read by `readStorage`. */
export const STORAGE_INPUTS = {
  ...BUCKET_INPUTS,
  ...pick(SETTING_INPUTS.backup, 'prefix'),
} satisfies InputDefinitions

export type BucketInput = keyof typeof BUCKET_INPUTS
export type StorageInput = keyof typeof STORAGE_INPUTS | 'environment'
