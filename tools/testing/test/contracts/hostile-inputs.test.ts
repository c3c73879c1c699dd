import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { ACTIONS, actionDefaults, declaredInputs, withInputs } from '../../src/index.ts'

// Unsafe values for commands, paths or addresses are refused by every action that reads them.

const root = resolve(import.meta.dirname, '../../../..')

const PATHS = [
  '../compose.yml',
  'a/../../b.yml',
  '..',
  '/etc/passwd',
  '-f',
  '--file=x',
  'a b',
  'a;id',
  '$(id)',
]
const URLS = [
  ...['file:///etc/passwd', 'ftp://shop.example', 'javascript:alert(1)', 'https://alice:secret@shop.example'],
  ...['https://alice@shop.example', 'http://shop.example/\r\nX-Forged: 1', 'shop.example', '//shop.example'],
]
const HOSTS = [
  ...['-oProxyCommand=touch x', '-J', 'a;id', 'a b', '$(id)', '`id`', 'a\nb', 'fe80::1%eth0'],
  ...['a/b', "a'b", 'x'.repeat(254)],
]
const USERS = ['-l', 'root;id', 'a b', '$(id)', 'a\nb', 'a@b']
const SERVERS = [
  ...HOSTS.map(host => `root@${host}`),
  ...USERS.map(user => `${user}@shop.example`),
  'shop.example',
]
const JUMPS = [...HOSTS, ...USERS.map(user => `${user}@shop.example`)]
const VERSIONS = ['v1;id', '../v1', 'a/b', '-v1', '--help', 'v1\nv2', '$(id)', 'v1 v2', 'x'.repeat(200)]

const HOSTILE: Record<string, readonly string[]> = {
  ...{ server: SERVERS, jump: JUMPS },
  ...{ 'compose-file': [...PATHS, 'a\n-f', 'a\n../b'], 'env-file': [...PATHS, 'a\nb'], version: VERSIONS },
}

/** Every input for a URL is tested; that of a database is no web address. */
const hostileValues = (name: string): readonly string[] | undefined =>
  HOSTILE[name] ?? (/(^|-)url$/.test(name) && name !== 'database-url' ? URLS : undefined)

/** Inputs that are only displayed or read on the runner, and part of a command at most as an absolute path. */
const HARMLESS = [
  'build-image compose-file',
  'pg-backup version',
  'smoke-test version',
  'telegram-notify version',
  'test-gate compose-file',
  'test-gate env-file',
]

/** The problems that an action reports about its inputs. */
async function problems(action: string, inputs: Record<string, string>): Promise<readonly string[]> {
  const file = join(root, 'actions', action, 'src/inputs.ts')
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>
  const [, read] = Object.entries(module).find(([name]) => name.startsWith('read')) ?? []
  try {
    await withInputs({ ...actionDefaults(action), ...inputs }, read as () => Promise<unknown>)
    return []
  } catch (error) {
    const { problems } = error as { problems?: readonly string[] }
    if (problems === undefined) throw error
    return problems
  }
}

const cases = ACTIONS.flatMap(action =>
  declaredInputs(action)
    .filter(name => hostileValues(name) && !HARMLESS.includes(`${action} ${name}`))
    .map(name => [action, name] as const),
)

describe.each(cases)('%s with a hostile %s', (action, name) => {
  // Some actions only read further server inputs if a server is set.
  const server = name === 'server' ? {} : { server: 'root@shop.example' }

  test.each(hostileValues(name)?.map(value => [value]) ?? [])('refuses %j', async value => {
    const found = await problems(action, { ...server, [name]: value })
    if (found.some(problem => new RegExp(`^input "${name}" (is not|must be) `).test(problem))) return
    throw new Error(
      `${action} does not refuse ${JSON.stringify(value)} for input "${name}" (reported: ${found.join('; ') || 'nothing'}). Read it with a pattern or readHttpUrl; if it is never part of a command, path or address, list "${action} ${name}" in HARMLESS of this file`,
    )
  })
})

test('the tested inputs exist in actions', () => {
  const tried = new Set(cases.map(([, name]) => name))
  const known = [...Object.keys(HOSTILE), 'url', 'slot-url', 'health-url']
  expect(known.filter(name => !tried.has(name))).toEqual([])
  for (const name of HARMLESS) expect(declaredInputs(name.split(' ')[0] ?? '')).toContain(name.split(' ')[1])
})
