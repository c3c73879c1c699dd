import { type InputReader, readInputs } from '@tsh/action'
import { type Project, readProject } from '@tsh/deployment'
import { readTarget, type Target } from '@tsh/remote'
import { isLoopback } from './loopback.ts'

export interface BackupInputs {
  target: Target
  project: Project
  /** Compose service of the database; empty for the only one with a postgres image. */
  service: string
  version: string
  storage: Storage
  /** First part of every object's key, without slashes at its ends. */
  prefix: string
}

/** Where the backups go. */
export interface Storage {
  bucket: string
  region: string
  /** Address of an S3-compatible store; empty for AWS. */
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
}

export function readBackupInputs(): BackupInputs {
  return readInputs(input => ({
    target: readTarget(input),
    project: readProject(input),
    service: input.text('database-service', {
      required: false,
      pattern: /^[A-Za-z0-9._-]+$/,
      expected: 'a service name',
    }),
    version: input.text('version', { pattern: /^[A-Za-z0-9._-]+$/, expected: 'a version' }),
    storage: readStorage(input),
    prefix: input
      .text('prefix', {
        pattern: /^[A-Za-z0-9][A-Za-z0-9._/-]*$/,
        expected: 'a key prefix of letters, digits, ".", "_", "-" and "/"',
      })
      .replace(/\/+$/, ''),
  }))
}

function readStorage(input: InputReader): Storage {
  const endpoint = input.text('endpoint', { required: false })
  if (endpoint !== '') {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
    if (!url || !/^https?:$/.test(url.protocol))
      input.problem(`input "endpoint" is not an https address, got "${endpoint}"`)
    else if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
      input.problem(`input "endpoint" must be https, since backups travel through it, got "${endpoint}"`)
    }
  }
  return {
    bucket: input.secret('bucket', { hint: 'Define AWS_S3_BUCKET and pass it by name from the caller' }),
    region: input.text('region'),
    endpoint,
    accessKeyId: input.secret('access-key-id', {
      hint: 'Define AWS_ACCESS_KEY_ID and pass it by name from the caller',
    }),
    secretAccessKey: input.secret('secret-access-key', {
      hint: 'Define AWS_SECRET_ACCESS_KEY and pass it by name from the caller',
    }),
  }
}
