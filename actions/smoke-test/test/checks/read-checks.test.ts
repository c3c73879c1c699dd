import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { SMOKE_SETTINGS } from '@tsh/settings'
import { parseCheckLine } from '../../src/checks/check-lines.ts'
import { parseCheckList } from '../../src/checks/check-list.ts'
import { standardChecks } from '../../src/checks/expectation.ts'
import { readChecks } from '../../src/checks/read-checks.ts'

const none = { skipStandardChecks: true, loginPath: '', version: 'v1', secrets: undefined }
const read = (checks: string) => readChecks({ ...none, checks })
const problemsOf = (checks: string, version = 'v1'): Promise<readonly string[]> =>
  readChecks({ ...none, checks, version }).then(
    () => [],
    (error: UserError) => {
      expect(error).toBeInstanceOf(UserError)
      return error.problems
    },
  )

test('a check has the keys that the settings accept', async () => {
  const keys = Object.keys(SMOKE_SETTINGS.checks.items.properties)
  expect(await problemsOf('- path: /\n  other: 1')).toEqual([
    `input "checks", line 2: unknown key "other". The keys are ${keys.join(', ')}`,
  ])
})

test('the presets', async () => {
  const checks = await readChecks({
    skipStandardChecks: false,
    loginPath: '/api/login',
    checks: '',
    version: '',
    secrets: undefined,
  })
  expect(checks.slice(0, 3)).toEqual(standardChecks)
  expect(checks.slice(3)).toEqual([
    {
      ...{ method: 'POST', path: '/api/login', statuses: [401, 422] },
      ...{ body: '{}', contentType: 'application/json' },
    },
  ])
})

describe('lines', () => {
  test('are a method, a path and statuses', async () => {
    expect(await read('\n# a note\n  POST /login 401,422\nGET /a?b=1 200\n')).toEqual([
      { method: 'POST', path: '/login', statuses: [401, 422] },
      { method: 'GET', path: '/a?b=1', statuses: [200] },
    ])
  })
  test.each(['/login 200', 'GET login 200', 'GET /login', 'GET /login ok'])('refuse "%s"', async line => {
    expect(parseCheckLine(line)).toBeUndefined()
    expect(await problemsOf(line)).toEqual([
      `input "checks" has a line that is not "METHOD /path STATUS": "${line}"`,
    ])
  })
})

test('a list has every key', async () => {
  const text = `
# additional checks
- method: POST
  path: /api/items?limit=1
  headers: { X-One: 1 }
  body: { item: bolt, parts: [1, 2] }
  status: [200, 201]
  expect-json: { "items[0].id": 7, ok: true, none: null, name: "7" }
  expect-body: '"items":\\s*\\['
  expect-header: { Content-Type: application/json }
  within-ms: 800
  expect-version: header X-Version
- path: /text
  method: PUT
  body: plain
  status: 204
  expect-version: json info.version
- { path: /short, expect-version: body, status: "401,422" }
`
  expect(await read(text)).toMatchObject([
    {
      ...{ method: 'POST', path: '/api/items?limit=1', headers: { 'X-One': '1' } },
      ...{ body: '{"item":"bolt","parts":[1,2]}', contentType: 'application/json', statuses: [200, 201] },
      json: [
        { path: { steps: ['items', 0, 'id'] }, value: 7 },
        { path: { steps: ['ok'] }, value: true },
        { path: { steps: ['none'] }, value: null },
        { path: { steps: ['name'] }, value: '7' },
      ],
      ...{ pattern: '"items":\\s*\\[', answerHeaders: { 'Content-Type': 'application/json' }, within: 800 },
      version: { in: 'header', name: 'x-version' },
    },
    {
      ...{ method: 'PUT', path: '/text', body: 'plain', statuses: [204] },
      version: { in: 'json', path: { text: 'info.version' } },
    },
    { method: 'GET', path: '/short', statuses: [401, 422], version: { in: 'body' } },
  ])
})

test('a list may use anchors and aliases', async () => {
  const text =
    '- &health\n  path: /health\n  headers: &headers { A: b }\n- path: /a\n  headers: *headers\n- *health'
  const { checks } = parseCheckList(text)
  expect(checks.map(({ path, headers }) => [path, headers])).toEqual([
    ['/health', { A: 'b' }],
    ['/a', { A: 'b' }],
    ['/health', { A: 'b' }],
  ])
})

/** A few lines of YAML that expand to 9^9 items. */
function aliasBomb(): string {
  const levels = Array.from('bcdefghij', (name, at) => {
    const aliases = Array.from({ length: 9 }, () => `*${'abcdefghi'[at]}`)
    return `    ${name}: &${name} [${aliases}]`
  })
  return ['- path: /', '  method: POST', '  body:', '    a: &a [x]', ...levels].join('\n')
}

describe('a list refuses', () => {
  const cases: [string, string, string][] = [
    [
      'an unknown key',
      '- path: /a\n  statuss: 200',
      'input "checks", line 2: unknown key "statuss". The keys are method',
    ],
    ['an inherited name', '- path: /a\n  constructor: 1', 'line 2: unknown key "constructor"'],
    ['a check without a path', '- path: /a\n- status: 200', 'line 2: the check has no "path"'],
    ['a path without a slash', '- path: a', 'line 1: "path" must start with /'],
    ['a lower-case method', '- path: /\n  method: post', 'line 2: "method" must be in upper case'],
    ['an invalid status', '- path: /\n  status: [200, ok]', 'line 2: "status" must be'],
    ['no status', '- path: /\n  status: []', 'line 2: "status" must be'],
    ['a body that is a number', '- path: /\n  body: 7', 'line 2: "body" must be'],
    ['headers that are a string', '- path: /\n  headers: x', 'line 2: "headers" must map'],
    ...['"b\\nc"', '"b\\rc"', '"b\\0c"', '"\\u2028"', '[a]'].map((value): [string, string, string] => [
      `a header with the value ${value}`,
      `- path: /\n  headers: { a: ${value} }`,
      'line 2: "headers" must map',
    ]),
    ...['"a b"', '"a:"', '"a\\nb"', '"ä"', '""', '"a(b)"'].map((name): [string, string, string] => [
      `a header with the name ${name}`,
      `- path: /\n  headers: { ${name}: b }`,
      'line 2: "headers" must map',
    ]),
    ['an invalid JSON path', '- path: /\n  expect-json: { "a..b": 1 }', 'line 2: "expect-json" must map'],
    ['a JSON value that is a list', '- path: /\n  expect-json: { a: [1] }', 'line 2: "expect-json" must map'],
    [
      'an invalid regular expression',
      '- path: /\n  expect-body: "a("',
      'line 2: "expect-body" is not a valid regular expression (Unterminated group)',
    ],
    ['a time that is a string', '- path: /\n  within-ms: 1s', 'line 2: "within-ms" must be a whole number'],
    ['an invalid version place', '- path: /\n  expect-version: xml a', 'line 2: "expect-version" must be'],
    ['a duplicate key', '- path: /\n  path: /', 'line 2: not valid YAML. Map keys must be unique'],
    ['invalid YAML', '- path: [', 'not valid YAML.'],
    ['an alias without an anchor', '- path: /\n  headers: *auth', 'line 2: not valid YAML. Unresolved alias'],
    ['aliases that multiply', aliasBomb(), 'line 3: not valid YAML. Excessive alias count'],
    ['an item that is a string', '- GET /a 200', 'line 1: a check must be a mapping'],
    [
      'keys without a list',
      'path: /a',
      'input "checks" has a line that is not "METHOD /path STATUS": "path: …"',
    ],
    ['a mapping', 'checks:\n  - path: /a', 'input "checks" must be lines or a YAML list'],
  ]
  test.each(cases)('%s', async (_name, text, problem) => {
    const problems = await problemsOf(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(problem)
  })
  test('all problems at once', async () => {
    expect(await problemsOf('- path: a\n  status: x\n- body: 1')).toHaveLength(4)
  })
  test('a version that was not set', async () => {
    expect(await problemsOf('- path: /health\n  expect-version: body', '')).toEqual([
      'input "version" is empty, but GET /health has "expect-version"',
    ])
  })
})

describe('a header with a dollar sign', () => {
  const checks = '- path: /a\n  headers: { X-Price: "$NAME" }'
  const withSecrets = (...secrets: [string, string][]) =>
    readChecks({ ...none, checks, secrets: new Map(secrets) })

  test('refers to a secret', async () => {
    expect(await withSecrets(['NAME', 'a-secret'])).toMatchObject([{ headers: { 'X-Price': 'a-secret' } }])
  })

  test.each<[string, [string, string][]]>([
    ['which is empty', []],
    ['which has OTHER', [['OTHER', 'a-secret']]],
  ])('is refused if the name is not among the secrets, %s', async (known, secrets) => {
    await expect(withSecrets(...secrets)).rejects.toThrow(
      `a header of GET /a refers to $NAME, which is not in input "secrets" (secret SMOKE_SECRETS), ${known}. Add the line NAME=…, or write $$ for a dollar sign`,
    )
  })

  test('is unchanged in checks of a workflow that has no secrets', async () => {
    expect(await read(checks)).toMatchObject([{ headers: { 'X-Price': '$NAME' } }])
  })
})
