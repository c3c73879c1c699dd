import { expect, test } from '@jest/globals'
import { assignedSecrets } from '../src/rules/secrets/assigned-secrets.ts'
import { jsonSecrets } from '../src/rules/secrets/json-secrets.ts'
import { knownTokens } from '../src/rules/secrets/known-tokens.ts'
import { isSecretValue } from '../src/rules/secrets/secret-value.ts'

/** Split, so that no scanner mistakes it for a leaked secret. */
const RANDOM = ['q7Zr', 'T2mX', 'v9Lk', 'B4sN', 'w8Jd'].join('')
const kinds = (text: string, isCode = false): string[] =>
  assignedSecrets(text, isCode).map(({ kind }) => kind)

test.each([
  [`sqlalchemy.url = postgresql://tsh:${RANDOM}@db/tsh`, ['a postgresql URL with a password']],
  ['sqlalchemy.url = driver://user:pass@localhost/dbname', []],
  ['DATABASE_URL=postgresql://postgres:postgres@localhost:5432/test', []],
  ['url = postgresql://tsh:${PASSWORD}@db/tsh', []],
  ['url = postgresql://tsh:%(password)s@db/tsh', []],
  [`PGPASSWORD=${RANDOM} psql`, ['the value of PGPASSWORD']],
  ['PGPASSWORD=$POSTGRES_PASSWORD psql', []],
  ['PGPASSWORD=postgres psql', []],
  [`export API_KEY="${RANDOM}"`, ['the value of API_KEY']],
  [`  jwt_secret: ${RANDOM}`, ['the value of jwt_secret']],
  [`  jwt_secret: ${RANDOM} # old`, ['the value of jwt_secret']],
  ['  password: ${{ secrets.PASSWORD }}', []],
  [`  accessorKey: '${RANDOM}'`, []],
  [`  sort_key: ${RANDOM}`, []],
  ['SECRET_KEY=change-me-in-production-please', []],
  ['PASSWORD_FILE=/run/secrets/password', []],
  [`host-key: SHA256:${RANDOM}${RANDOM}`, []],
])('%j', (line, expected) => {
  expect(kinds(line)).toEqual(expected)
})

test('secrets in code are quoted', () => {
  expect(kinds(`token = ${RANDOM}`, true)).toEqual([])
  expect(kinds(`token = "${RANDOM}"`, true)).toEqual(['the value of token'])
  expect(kinds('token = get_token("abc1Z9x8Q7")', true)).toEqual([])
})

test('JSON secrets are found under secret keys', () => {
  const text = JSON.stringify(
    { rotated_keys: [RANDOM], app: { password: `${RANDOM}x`, name: `${RANDOM}y` } },
    undefined,
    2,
  )
  expect(jsonSecrets(text)).toEqual([
    { kind: 'the value of rotated_keys', line: 3 },
    { kind: 'the value of password', line: 6 },
  ])
  expect(jsonSecrets('{ "author_key": { "pattern": "^/authors/OL[0-9]+A$" } }')).toEqual([])
  expect(jsonSecrets('not JSON')).toEqual([])
})

test('a private key has a header', () => {
  const header = ['-----BEGIN', 'PRIVATE KEY-----'].join(' RSA ')
  expect(knownTokens(`a\n${header}\n${RANDOM.repeat(3)}\n`)).toEqual([{ kind: 'a private key', line: 2 }])
  expect(knownTokens(`key: "${header}\\n${RANDOM.repeat(3)}"`)).toHaveLength(1)
  expect(knownTokens(`${header}\n...\n`)).toEqual([])
})

test.each([
  [['AKIA', 'Q7ZRT2MXV9LKB4SN'].join(''), 1],
  ['AKIAIOSFODNN7EXAMPLE', 0],
  [['ghp_', RANDOM, RANDOM].join(''), 1],
  [['123456789:AA', RANDOM, RANDOM.slice(0, 13)].join(''), 1],
])('tokens of services', (text, count) => {
  expect(knownTokens(text)).toHaveLength(count)
})

test.each([
  'production',
  'ghcr.io/tsh',
  'app.models.User',
  'get_secret()',
  'some-long-name',
  'user@example.com',
  '0123456789abcdef0123',
  'パスワードは6文字以上',
])('%s is not a secret', text => {
  expect(isSecretValue(text)).toBe(false)
})
