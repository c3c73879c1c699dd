import { API_URL, TEXT, wholeNumber } from './forms.ts'

/** A name of a docker or compose object that cannot be mistaken for an option. */
const DOCKER_NAME = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' } as const

/** The database. */
export const DATABASE_SETTINGS = {
  source: {
    enum: ['compose', 'container', 'host'],
    default: 'compose',
    expected: 'one of compose, container, host',
    description:
      'Where PostgreSQL runs: `compose` for a service of the compose file, `container` for a named container, `host` for a cluster on the server itself.',
  },
  service: {
    ...DOCKER_NAME,
    expected: 'the name of a service',
    description: 'Compose service of the database. Defaults to the only service with a postgres image.',
  },
  container: {
    ...DOCKER_NAME,
    expected: 'the name of a container',
    description: "Name of the database's container, for `container`.",
  },
  name: {
    type: 'string',
    pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
    expected: 'the name of a database',
    description:
      "Name of the database. Defaults to the one in the environment of the application's services, else to the container's `POSTGRES_DB`.",
  },
  user: {
    type: 'string',
    pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
    expected: 'the name of a role',
    description:
      "Role that dumps and restores. Defaults to the container's `POSTGRES_USER`, and to `postgres` on the host.",
  },
} as const

/** The backups. */
export const BACKUP_SETTINGS = {
  region: {
    ...TEXT,
    default: 'eu-north-1',
    description: 'Region of the bucket. The secret `AWS_REGION` overrides it.',
  },
  endpoint: {
    ...API_URL,
    description: 'Endpoint URL of an S3-compatible store (MinIO, Cloudflare R2 …). Defaults to AWS.',
  },
  'bucket-owner': {
    type: 'string',
    pattern: '^\\d{12}$',
    expected: 'a 12-digit account id',
    description:
      '12-digit AWS account id, in quotes, that must own the bucket. Without it, the owner is not checked.',
  },
  prefix: {
    type: 'string',
    pattern: '^[A-Za-z0-9](?!.*(//|\\.\\.))[A-Za-z0-9._/-]*$',
    expected: 'an object key prefix',
    default: '<application>',
    description: 'First part of the object keys. The environment is the second part.',
  },
  encryption: {
    enum: ['sse-s3', 'sse-kms', 'age', 'none'],
    default: 'sse-s3',
    expected: 'one of sse-s3, sse-kms, age, none',
    description:
      '`sse-s3`, `sse-kms`, `age` (encrypted on the runner to public keys), or `none`, which leaves encryption to the store.',
  },
  'kms-key': { ...TEXT, description: 'Id of the KMS key for `sse-kms`. Defaults to the key of the account.' },
  'age-recipients': {
    type: 'array',
    items: { type: 'string', pattern: '^age1[02-9ac-hj-np-z]{58}$', expected: 'an age public key' },
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of age public keys',
    description: 'Public age keys. Use two, and keep one of them offline.',
  },
  compression: {
    type: 'string',
    pattern: '^(\\d|(gzip|lz4|zstd)(:\\d{1,2})?|none)$',
    expected: 'a pg_dump compression, such as "2", gzip:2, lz4 or zstd:1',
    description:
      'Value for `pg_dump -Z`. Defaults to zstd:1 for PostgreSQL 16 and later, and to 2 (gzip) for earlier versions.',
  },
  verify: {
    enum: ['1', '2', '3'],
    default: '2',
    expected: '"1", "2" or "3"',
    description:
      '1 lists the archive; 2 also decodes it to the last byte and reads it back from the bucket; 3 also restores it into a throwaway server and counts the rows of every table, which requires a container (not `host`).',
  },
  'retention-days': {
    ...wholeNumber(1, 9999),
    description:
      'Backups older than this are removed after the new one is verified. Without it, no backup is removed.',
  },
  'keep-last': {
    ...wholeNumber(3, 1000),
    default: 10,
    description: 'Number of the newest verified backups to keep regardless of age.',
  },
  'timeout-minutes': {
    ...wholeNumber(1, 1440),
    default: 60,
    description: 'Minutes that a dump or a restore may take.',
  },
} as const
