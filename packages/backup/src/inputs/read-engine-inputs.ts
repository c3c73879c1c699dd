import type { InputReader } from '@tsh/action'
import { readProject } from '@tsh/deployment'
import type { DatabaseLogin, Source } from '@tsh/postgres'
import { readStorage } from '../store/storage.ts'
import { parseDatabaseUrl } from './database-url.ts'
import { readEncryption } from './encryption.ts'
import type { EngineInput } from './engine-inputs.ts'
import type { EngineInputs } from './inputs.ts'

/** Whether new backups are created, which requires recipients for encryption. */
export type EngineWork = 'backup' | 'other'

/** Reads the inputs shared by backup and restore. */
export function readEngineInputs(input: InputReader<EngineInput>, work: EngineWork): EngineInputs {
  return {
    source: readSource(input),
    login: readLogin(input),
    storage: readStorage(input),
    encryption: readEncryption(input, work),
    timeout: input.number('timeout-minutes', { from: 1, to: 1440 }) * 60,
  }
}

/** Reads the value of `pg_dump -Z`. */
export function readCompression(input: InputReader<'compression'>): string {
  return input.text('compression', {
    required: false,
    pattern: /^(\d|(gzip|lz4|zstd)(:\d{1,2})?|none)$/,
    expected: 'a compression of pg_dump, such as 2, gzip:2, lz4 or zstd:1',
  })
}

const NAME = { required: false, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ }

function readSource(input: InputReader<EngineInput>): Source {
  const kind = input.choice('database-source', ['compose', 'container', 'host'])
  const service = input.text('database-service', { ...NAME, expected: 'the name of a service' })
  const container = input.text('database-container', { ...NAME, expected: 'the name of a container' })
  if (kind === 'host') return { kind }
  if (kind === 'compose') return { kind, project: readProject(input), service }
  if (container === '')
    input.problem('input "database-container" is required because "database-source" is container')
  return { kind, container }
}

function readLogin(input: InputReader<EngineInput>): DatabaseLogin {
  const name = { required: false, pattern: /^(?!.*(=|:\/\/))[^\s'"]{1,63}$/ }
  const login = {
    database: input.text('database-name', { ...name, expected: 'the name of a database' }),
    user: input.text('database-user', { ...name, expected: 'the name of a role' }),
  }
  const url = input.secret('database-url', { required: false })
  if (url === '') return { ...login, host: '', port: '', password: '' }
  const parsed = parseDatabaseUrl(url)
  if (!parsed) {
    input.problem(
      'input "database-url" is not a valid postgres URL (expected postgres://user:password@host:5432/database with special characters percent-encoded)',
    )
    return { ...login, host: '', port: '', password: '' }
  }
  for (const [name, part] of [
    ['database-name', 'database'],
    ['database-user', 'user'],
  ] as const)
    if (login[part] !== '' && login[part] !== parsed[part])
      input.problem(
        `input "${name}" is "${login[part]}", but "database-url" has "${parsed[part]}". Correct one of them`,
      )
  return parsed
}
