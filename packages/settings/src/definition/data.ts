import { API_URL, TEXT, wholeNumber } from './forms.ts'

/** A name that docker and compose give, which no command takes for an option. */
const DOCKER_NAME = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' } as const

/** The database. */
export const DATABASE_SETTINGS = {
  source: {
    enum: ['compose', 'container', 'host'],
    default: 'compose',
    expected: 'one of compose, container, host',
    description:
      'Where PostgreSQL runs: `compose` is a service of the compose file, `container` a container by its name, `host` the cluster of the server itself.',
  },
  service: {
    ...DOCKER_NAME,
    expected: 'the name of a service',
    description: 'Compose service of the database. Defaults to the only one with a postgres image.',
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
    description: 'URL of an S3-compatible store (MinIO, Cloudflare R2 …). Defaults to AWS.',
  },
  'bucket-owner': {
    type: 'string',
    pattern: '^\\d{12}$',
    expected: 'an account id of 12 digits',
    description:
      'AWS account id of 12 digits, in quotes, that must own the bucket. Without it the owner is not checked.',
  },
  prefix: {
    type: 'string',
    pattern: '^[A-Za-z0-9](?!.*(//|\\.\\.))[A-Za-z0-9._/-]*$',
    expected: 'the first part of an object key',
    default: '<application>',
    description: 'First part of the object keys. The environment is the second part.',
  },
  encryption: {
    enum: ['sse-s3', 'sse-kms', 'age', 'none'],
    default: 'sse-s3',
    expected: 'one of sse-s3, sse-kms, age, none',
    description:
      '`sse-s3`, `sse-kms`, `age` (encrypted on the runner for public keys), or `none`, which leaves it to the store.',
  },
  'kms-key': { ...TEXT, description: 'Id of the KMS key for `sse-kms`. Defaults to the key of the account.' },
  'age-recipients': {
    type: 'array',
    items: { type: 'string', pattern: '^age1[02-9ac-hj-np-z]{58}$', expected: 'a public key of age' },
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of public keys of age',
    description: 'Public keys of age. Use two, one of them kept offline.',
  },
  compression: {
    type: 'string',
    pattern: '^(\\d|(gzip|lz4|zstd)(:\\d{1,2})?|none)$',
    expected: 'a compression of pg_dump, such as "2", gzip:2, lz4 or zstd:1',
    description: 'Value for `pg_dump -Z`. Defaults to zstd:1 from PostgreSQL 16 on, and to 2 (gzip) before.',
  },
  verify: {
    enum: ['1', '2', '3'],
    default: '2',
    expected: '"1", "2" or "3"',
    description:
      '1 lists the archive; 2 also decodes it to its last byte and reads it back from the bucket; 3 also restores it into a throwaway server and counts every table, which needs a container (not `host`).',
  },
  'retention-days': {
    ...wholeNumber(1, 9999),
    description:
      'Backups older than this are removed, after the new one is proven. Without it none is removed.',
  },
  'keep-last': {
    ...wholeNumber(3, 1000),
    default: 10,
    description: 'Number of the newest verified backups that are kept at any age.',
  },
  'timeout-minutes': {
    ...wholeNumber(1, 1440),
    default: 60,
    description: 'Minutes that a dump or a restore may take.',
  },
} as const
