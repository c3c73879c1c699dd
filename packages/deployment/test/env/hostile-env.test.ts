import { afterAll, expect, test } from '@jest/globals'
import { escapeMarkdown, inert, keepReadable, redact } from '@tsh/action'
import { envFileOf, HOSTILE_LINES, leaksIn, MALFORMED_LINES, printedForms, secretsOf } from '@tsh/testing'
import { parseEnvFile } from '../../src/env/env-file.ts'
import { maskEnvFile, maskEnvironments } from '../../src/index.ts'

// Mask commands are written to the log, where the runner reads them.
const { write } = process.stdout
process.stdout.write = (() => true) as typeof write
afterAll(() => {
  process.stdout.write = write
})

test('every secret of a hostile env file is masked, in every form that programs print', () => {
  expect(parseEnvFile(envFileOf(HOSTILE_LINES)).faults).toEqual([])
  maskEnvFile(envFileOf(HOSTILE_LINES), '.env')
  const secrets = secretsOf(HOSTILE_LINES)
  const printed = secrets.flatMap(secret => Object.values(printedForms(secret))).join('\n')
  const texts = {
    'a log': redact(printed.split('\n').map(inert).join('\n')),
    'a summary': escapeMarkdown(printed),
    'JSON of everything': redact(JSON.stringify(printed.split('\n'))),
  }
  expect(leaksIn(secrets, texts)).toEqual([])
})

test.each(MALFORMED_LINES.map(line => [line.text, line] as const))(
  'also in a file that compose rejects: %j',
  (_text, line) => {
    const text = envFileOf([...HOSTILE_LINES, line, { text: 'LAST_TOKEN=b3hind-it!', secrets: [] }])
    expect(parseEnvFile(text).faults.length + Number(text.includes('${'))).toBeGreaterThan(0)
    maskEnvFile(text, '.env')
    const secrets = [...line.secrets, 'b3hind-it!']
    expect(leaksIn(secrets, { 'a log': redact(`${line.text}\n${secrets.join('\n')}`) })).toEqual([])
  },
)

test('a secret of a service is masked, even as part of a name, unless it is an ordinary word', () => {
  keepReadable(['acme-Sh0pK3y9-db', 'notebook'])
  const environment = { DB_PASSWORD: 'Sh0pK3y9', MAIL_PASSWORD: 'notebook', BUILD: 'Sh0pK3y9-db' }
  maskEnvironments({ name: 'acme', services: { db: { environment } } })
  expect(redact('acme-Sh0pK3y9-db of notebook')).toBe('acme-***-db of notebook')
})
