import { type InputReader, readEndpoint } from '@tsh/action'
import type { BucketInput, StorageInput } from './bucket-inputs.ts'

/** A bucket and its access configuration. */
export interface BucketAccess {
  bucket: string
  region: string
  /** URL of an S3-compatible store; empty for AWS. */
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  /** Token of temporary credentials; empty for permanent ones. */
  sessionToken: string
  /** Account id that must own the bucket; empty disables the check. */
  owner: string
}

/** The location of an environment's backups. */
export interface Storage extends BucketAccess {
  /** First part of every object key, without leading and trailing slashes. */
  prefix: string
  /** Such as `production`: the second part of the keys. */
  environment: string
}

/** Reads `bucket`, `region`, `endpoint`, `access-key-id`, `secret-access-key`, `session-token` and `bucket-owner`. */
export function readBucketAccess(
  input: InputReader<BucketInput>,
  { required }: { required: boolean },
): BucketAccess {
  const defined = (variable: string) => ({
    required,
    hint: `Define ${variable} and pass it by name from the caller`,
  })
  return {
    // Not masked: it may be the name of the repository and so a part of every key.
    bucket: input.text('bucket', defined('AWS_S3_BUCKET')),
    region: input.text('region'),
    endpoint: readEndpoint(input, 'endpoint', { required: false, sent: 'backups travel' }),
    accessKeyId: input.secret('access-key-id', defined('AWS_ACCESS_KEY_ID')),
    secretAccessKey: input.secret('secret-access-key', defined('AWS_SECRET_ACCESS_KEY')),
    sessionToken: input.secret('session-token', { required: false }),
    owner: input.text('bucket-owner', {
      required: false,
      pattern: /^\d{12}$/,
      expected: 'a 12-digit account id',
    }),
  }
}

/** Reads the bucket, and `prefix` and `environment`, which separate its backups from all others. */
export function readStorage(input: InputReader<StorageInput>): Storage {
  return {
    ...readBucketAccess(input, { required: true }),
    prefix: readPrefix(input),
    environment: input.text('environment', {
      pattern: /^[a-z][a-z0-9-]*$/,
      expected: 'the name of an environment',
    }),
  }
}

/** The prefix is part of every key that is ever deleted, so it must not be empty. */
function readPrefix(input: InputReader<'prefix'>): string {
  const given = input.text('prefix', { required: false })
  const prefix = given.replace(/\/+$/, '')
  if (!/^[A-Za-z0-9](?!.*(\/\/|\.\.))[A-Za-z0-9._/-]*$/.test(prefix)) {
    input.problem(
      `input "prefix" must not be empty or start with "/": it separates these backups from everything else in the bucket. Use letters, digits, ".", "_", "-" and "/", got "${given}"`,
    )
  }
  return prefix
}
