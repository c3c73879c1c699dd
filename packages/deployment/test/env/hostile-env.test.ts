import { afterAll, expect, test } from '@jest/globals'
import { escapeMarkdown, inert, redact } from '@tsh/action'
import { envFileOf, HOSTILE_LINES, leaksIn, MALFORMED_LINES, printedForms, secretsOf } from '@tsh/testing'
import { parseEnvFile } from '../../src/env/env-file.ts'
import { maskEnvFile } from '../../src/index.ts'

// The masks go to the log, where the runner takes them.
const { write } = process.stdout
process.stdout.write = (() => true) as typeof write
afterAll(() => {
  process.stdout.write = write
})

test('every secret of a hostile env file is hidden, in every form that programs print', () => {
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
  'so is that of a file that compose refuses: %j',
  (_text, line) => {
    const text = envFileOf([...HOSTILE_LINES, line, { text: 'LAST_TOKEN=b3hind-it!', secrets: [] }])
    expect(parseEnvFile(text).faults.length + Number(text.includes('${'))).toBeGreaterThan(0)
    maskEnvFile(text, '.env')
    const secrets = [...line.secrets, 'b3hind-it!']
    expect(leaksIn(secrets, { 'a log': redact(`${line.text}\n${secrets.join('\n')}`) })).toEqual([])
  },
)
