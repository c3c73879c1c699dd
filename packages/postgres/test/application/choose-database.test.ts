import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import type { Purpose } from '../../src/application/choose-database.ts'
import { openDatabase } from '../../src/database.ts'

const started = '2026-11-24T08:00:00.123456Z'
const restarted = '2026-11-24T09:00:00.000001Z'
const project = { path: '/opt/erp', composeFiles: ['compose.yml'], envFile: '.env' }
const login = { database: '', user: '', host: '', port: '', password: '' }

interface Answers {
  environment: Record<string, string>
  /** Output of psql in the network of the application; missing if it fails. */
  reached?: string
  /** Whether the container accepts the login. */
  accepts?: boolean
}

/** A server with a database service, whose container has the default database `own`. */
const server = ({ environment, reached, accepts = true }: Answers) =>
  recordingRemote((line, input) => {
    if (line.includes(' config '))
      return {
        stdout: JSON.stringify({
          name: 'erp',
          services: { db: { image: 'postgres:15' }, pool: {}, app: { build: {}, environment } },
        }),
      }
    if (line.includes(' ps --quiet db')) return { stdout: 'c0ffee\n' }
    if (line.startsWith('docker inspect')) return { stdout: 'c0ffee\t/db\ttrue\tpostgres:15\tsha256:ab' }
    if (line.startsWith('docker ps')) return { stdout: 'erp-app-1\n' }
    if (line.startsWith('docker run'))
      return reached ? { stdout: reached } : { code: 2, stderr: `no route to ${input.split('\n')[0]}` }
    if (line.includes('pg_postmaster_start_time'))
      return accepts ? { stdout: `\n${started}\n` } : { code: 2, stderr: 'no password supplied' }
    return line.includes('printf') ? { stdout: 'own' } : undefined
  })

/** The opened database with its warnings, or the error. */
async function opened(answers: Answers, purpose: Purpose = 'backup'): Promise<string> {
  const remote = server(answers)
  const source = { kind: 'compose' as const, project, service: '' }
  try {
    const database = await openDatabase({ source, login }, remote, 'app', purpose)
    await database.run('true')
    const [, name = 'own'] = /-e TSH_DATABASE=(\S+)/.exec(remote.commands.at(-1) ?? '') ?? []
    return [name, ...(database.warnings ?? [])].join('; ')
  } catch (error) {
    return (error as Error).message
  }
}

const pooled = { DATABASE_URL: 'postgres://clerk:hunter2-hunter2@pool/shop' }

let printed: string[]
beforeEach(() => {
  printed = []
  jest.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0)
})

describe('the database is', () => {
  test.each<[string, Answers, string]>([
    ['the named one', { environment: { DATABASE_URL: 'postgres://u@db/shop' } }, 'shop'],
    ["the container's own if none is named", { environment: {} }, 'own'],
    [
      "the one reached through a pooler, under the server's name",
      { environment: pooled, reached: `["shop_live", "${started}"]` },
      'shop_live',
    ],
    [
      "the container's own if it rejects the login, which the session reports",
      { environment: pooled, accepts: false },
      'own',
    ],
  ])('%s', async (_name, answers, expected) => {
    expect(await opened(answers)).toBe(expected)
  })
})

describe('no backup is created of a database', () => {
  const advice = 'Set "database-name" if it is there, or "database-source"'
  test.each<[string, Answers, string]>([
    [
      'if the application uses another server',
      { environment: pooled, reached: `["shop", "${restarted}"]` },
      `the application uses "shop" (DATABASE_URL of service app; a different server), which could not be confirmed to be in container db on root@server. ${advice}`,
    ],
    ['if the address is unreachable', { environment: pooled }, '; psql failed: no route to pool), which'],
    [
      'of the same name if the host is unknown',
      { environment: { DATABASE_URL: 'postgres://u:p@sql.example/own' } },
      `"own" (DATABASE_URL of service app; psql failed: no route to sql.example)`,
    ],
  ])('%s', async (_name, answers, message) => {
    const refusal = await opened(answers)
    expect(refusal).toMatch(/^cannot determine which database to back up: the application uses /)
    expect(refusal).toContain(message)
    expect(refusal).not.toContain('hunter2')
  })
})

test('a cache on another host is ignored', async () => {
  expect(await opened({ environment: { REDIS_HOST: 'cache', REDIS_DB: '0' } })).toBe('own')
})

test('a restore, which shows its plan first, uses the name and warns', async () => {
  expect(await opened({ environment: pooled }, 'other')).toBe('shop')
  expect(printed.join('')).toContain('::warning::Using database "shop", although the application uses')
})
