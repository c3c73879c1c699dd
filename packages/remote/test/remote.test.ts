import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { maskSecret, readInputs, redact, UserError } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { isHttpUrl, quote, quoteAll, readTarget } from '../src/index.ts'
import { firstOf, lastOf } from '../src/kept-output.ts'
import { firstLineOf, lineSplitter } from '../src/lines.ts'
import { type SilenceWatch, watchSilence } from '../src/silence.ts'

describe('quote', () => {
  const words = [
    '',
    ' ',
    "'",
    "''",
    "a'b",
    '$(id)',
    '`id`',
    '-n',
    '--',
    '*',
    '~',
    'a\nb',
    '\\',
    '"',
    '\t',
    '!!',
    '日本',
    '#',
    '%s',
    ';',
    '&',
  ]
  const random = Array.from({ length: 50 }, () => randomBytes(24).toString('latin1').replaceAll('\0', 'x'))
  test('every word arrives in a POSIX shell as it was', () => {
    const all = [...words, ...random]
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${quoteAll(all)}`])
    expect(stdout.toString('utf8').split('\0').slice(0, -1)).toEqual(all)
  })
  test('plain words stay readable', () =>
    expect(quote('--env-file=/opt/erp/.env')).toBe('--env-file=/opt/erp/.env'))
  test.each(['a\0b', 'a\ud83d', '\ude00'])('%j, which could not arrive, is refused', word =>
    expect(() => quote(word)).toThrow(TypeError),
  )
})

describe('the target', () => {
  const good = {
    host: 'erp.example',
    port: '22',
    user: 'root',
    'jump-port': '22',
    'ssh-key': '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    'known-hosts': 'erp.example ssh-ed25519 AAAA',
  }
  const read = (inputs: Record<string, string>) =>
    withInputs({ ...good, ...inputs }, () => readInputs(readTarget))
  test('is read', () => expect(read({})).toMatchObject({ host: 'erp.example', port: 22, user: 'root' }))

  test('has a fingerprint in place of lines', () =>
    expect(read({ 'known-hosts': '', 'host-fingerprint': print })).toMatchObject({ fingerprints: [print] }))
  test('has an address of IPv6', () =>
    expect(read({ host: '::1', 'known-hosts': '::1 ssh-ed25519 AAAA' })).toMatchObject({ host: '::1' }))
  test('has a jump host with the same user, unless it has its own', () => {
    const pins = `${good['known-hosts']}\n[gate.example]:2222 ssh-ed25519 BBBB`
    const gate = { 'jump-host': 'gate.example', 'jump-port': '2222', 'known-hosts': pins }
    expect(read(gate)).toMatchObject({ jump: { host: 'gate.example', port: 2222, user: 'root' } })
    expect(read({ ...gate, 'jump-user': 'gate' })).toMatchObject({ user: 'root', jump: { user: 'gate' } })
  })

  const print = `SHA256:${'a'.repeat(43)}`
  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'a host that is an option',
      { host: '-oProxyCommand=touch x' },
      /input "host" is not a host name or address/,
    ],
    ['a host with shell text', { host: 'a;b' }, /input "host" is not/],
    ['an address with a zone', { host: 'fe80::1%eth0' }, /input "host" is not a host name or address/],
    ['a user with shell text', { user: 'root;x' }, /input "user" is not/],
    ['an empty key', { 'ssh-key': '' }, /secret for input "ssh-key" is empty.*PROD_SSH_KEY/],
    ['no pinned key', { 'known-hosts': '' }, /host key of erp\.example:22 is not pinned\. Set "known-hosts"/],
    [
      'a pin for another port',
      { port: '2222' },
      /has an entry for "erp.example" but not for "\[erp.example\]:2222"/,
    ],
    ['garbage as a pin', { 'known-hosts': 'erp.example ssh-ed25519' }, /has a line without the form/],
    ['a marker that nobody knows', { 'known-hosts': '@revoke a ssh-rsa AA' }, /has a line without the form/],
    [
      'a server whose certificate authority alone is known',
      { 'known-hosts': '@cert-authority *.example ssh-ed25519 AAAA' },
      /has a @cert-authority line for "erp\.example", but host certificates are not supported/,
    ],
    [
      'a server whose keys are all revoked',
      { 'known-hosts': `${good['known-hosts']}\n@revoked * ssh-ed25519 AAAA` },
      /revokes every key that it has for "erp\.example"/,
    ],
    [
      'a key of a type that cannot be compared',
      { 'known-hosts': 'erp.example ssh-dss AAAA' },
      /pins "erp\.example" with a key of the type ssh-dss/,
    ],
    [
      'lines and a fingerprint together',
      { 'host-fingerprint': print },
      /"known-hosts" and "host-fingerprint" exclude each other/,
    ],
    [
      'an MD5 fingerprint',
      { 'known-hosts': '', 'host-fingerprint': 'MD5:00:11' },
      /input "host-fingerprint" must be as "ssh-keygen -l" prints it/,
    ],
    ['a jump host whose key is not pinned', { 'jump-host': 'gate.example' }, /no entry for "gate\.example"/],
    [
      'a fingerprint that does not say whose it is',
      { 'known-hosts': '', 'host-fingerprint': print, 'jump-host': 'gate.example' },
      /"jump-host" needs "known-hosts"/,
    ],
    ['a jump host that is an option', { 'jump-host': '-J' }, /input "jump-host" is not a host name/],
  ]
  test.each(cases)('refuses %s', (_name, inputs, message) => {
    expect(() => read(inputs)).toThrow(UserError)
    expect(() => read(inputs)).toThrow(message)
  })
})

test('output comes in lines, whatever the pieces', () => {
  const lines: string[] = []
  const splitter = lineSplitter(line => lines.push(line))
  const bytes = Buffer.from('é first\r\nsecond\n\xffthird')
  for (const byte of bytes) splitter.take(Buffer.from([byte]))
  splitter.flush()
  expect(lines.filter(line => line !== '')).toEqual(['é first', 'second', 'ÿthird'])
})

describe('a line that is too long', () => {
  const secret = 'hunter2-'.repeat(10)
  const linesOf = (text: string, options?: { maxLineLength: number }): string[] => {
    maskSecret(secret)
    const lines: string[] = []
    const splitter = lineSplitter(line => lines.push(line), options)
    for (let at = 0; at < text.length; at += 1000) splitter.take(Buffer.from(text.slice(at, at + 1000)))
    splitter.flush()
    return lines
  }

  test.each([0, 1, 40, 79, 80, 81])('is cut in front of a secret of which %d characters fit', fitting => {
    const start = 'x'.repeat(16 * 1024 - fitting)
    const rest = 'y'.repeat(100_000)
    const [line = '', ...others] = linesOf(`${start}${secret}${rest}\nnext`)
    expect(others).toEqual(['next'])
    const shown = fitting >= secret.length ? `${start}${secret}${rest}`.slice(0, 16 * 1024) : start
    const more = start.length + secret.length + rest.length - shown.length
    expect(line).toBe(`${shown}… ${more} more characters`)
  })

  test('is cut where what precedes is full of secrets', () => {
    const [line = ''] = linesOf(`${secret} `.repeat(400))
    expect(redact(line)).toMatch(/^(\*\*\* )+… \d+ more characters$/)
  })

  test('is whole under a higher limit', () => {
    const text = 'x'.repeat(300_000)
    expect(linesOf(`${text}\nnext\n`, { maxLineLength: 1_000_000 })).toEqual([text, 'next'])
  })

  test('is named without a secret in part', () => {
    maskSecret(secret)
    expect(firstLineOf(`\n${'x'.repeat(90)} ${secret}\nmore`)).toBe(`${'x'.repeat(90)} ***`)
  })
})

test('of very many lines the first and the last are shown, and how many are not', () => {
  const lines: string[] = []
  const splitter = lineSplitter(line => lines.push(line))
  for (let number = 0; number < 1000; number++)
    splitter.take(Buffer.from(Array.from({ length: 100 }, (_, i) => `line ${number * 100 + i}\n`).join('')))
  splitter.flush()
  expect(lines).toHaveLength(10_101)
  expect(lines[9999]).toBe('line 9999')
  expect(lines[10_000]).toBe('(89900 lines with 0.9 million characters are left out here)')
  expect(lines[10_001]).toBe('line 99900')
  expect(lines.at(-1)).toBe('line 99999')
})

test('of an output the first or the last bytes are kept', () => {
  const [first, last] = [firstOf(10), lastOf(10)]
  for (let number = 0; number < 1000; number++)
    for (const kept of [first, last]) kept.take(Buffer.from(`<${number}>`))
  expect(first.text()).toBe('<0><1><2><')
  expect(last.text()).toBe('<998><999>')
})

test('a silent command is told once, and given up after its limit', async () => {
  let watch: SilenceWatch | undefined
  await new Promise<void>(giveUp => {
    watch = watchSilence('"x" on h', { limit: 40, giveUp, toldAfter: 20 })
  })
  expect(watch?.givenUpAfter).toBeGreaterThanOrEqual(40)
  watch?.stop()
})

test.each<[string, boolean]>([
  ['https://erp.example', true],
  ['http://127.0.0.1:8011/', true],
  ['ftp://erp.example', false],
  ['https://user:pass@erp.example', false],
  ['erp.example', false],
])('%s is an address: %s', (text, is) => expect(isHttpUrl(text)).toBe(is))
