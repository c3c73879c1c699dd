import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { maskSecret, readInputs, redact, UserError } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { firstOf, lastOf } from '../../src/commands/kept-output.ts'
import { firstLineOf, lineSplitter } from '../../src/commands/lines.ts'
import { type SilenceWatch, watchSilence } from '../../src/commands/silence.ts'
import { CONNECTION_INPUTS, isHttpUrl, quote, quoteAll, readTarget } from '../../src/index.ts'

describe('quote', () => {
  const args = [
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
  test('every argument arrives unchanged in a POSIX shell', () => {
    const all = [...args, ...random]
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${quoteAll(all)}`])
    expect(stdout.toString('utf8').split('\0').slice(0, -1)).toEqual(all)
  })
  test('plain arguments stay readable', () =>
    expect(quote('--env-file=/opt/erp/.env')).toBe('--env-file=/opt/erp/.env'))
  test.each(['a\0b', 'a\ud83d', '\ude00'])('%j, which could not arrive, is rejected', arg =>
    expect(() => quote(arg)).toThrow(TypeError),
  )
})

describe('the target', () => {
  const print = `SHA256:${'a'.repeat(43)}`
  const good = {
    server: 'root@erp.example',
    'ssh-key': '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    'host-key': 'erp.example ssh-ed25519 AAAA',
  }
  const read = (inputs: Record<string, string>) =>
    withInputs({ ...good, ...inputs }, () => readInputs(CONNECTION_INPUTS, {}, readTarget))
  test('is read', async () =>
    expect(await read({})).toMatchObject({ host: 'erp.example', port: 22, user: 'root' }))

  test('has fingerprints instead of lines', async () =>
    expect(await read({ 'host-key': `${print}\n${print}` })).toMatchObject({
      knownHosts: [],
      fingerprints: [print, print],
    }))
  test('has an IPv6 address', async () => {
    const pin = { 'host-key': '::1 ssh-ed25519 AAAA' }
    expect(await read({ server: 'root@[::1]', ...pin })).toMatchObject({ host: '::1', port: 22 })
    const other = { 'host-key': '[fe80::2]:2222 ssh-ed25519 AAAA' }
    expect(await read({ server: 'root@[fe80::2]:2222', ...other })).toMatchObject({
      host: 'fe80::2',
      port: 2222,
    })
  })
  test('has a jump host with the same user, unless it has its own', async () => {
    const pins = `${good['host-key']}\n[gate.example]:2222 ssh-ed25519 BBBB`
    const gate = { jump: 'gate.example:2222', 'host-key': pins }
    expect(await read(gate)).toMatchObject({ jump: { host: 'gate.example', port: 2222, user: 'root' } })
    expect(await read({ ...gate, jump: 'gate@gate.example:2222' })).toMatchObject({
      user: 'root',
      jump: { user: 'gate' },
    })
    expect(await read({ jump: '' })).not.toHaveProperty('jump')
  })

  const cases: [string, Record<string, string>, RegExp][] = [
    ['no server', { server: '' }, /input "server" is required but empty\. Set it to user@host/],
    ['a server without a user', { server: 'erp.example' }, /input "server" must be user@host/],
    ['a server with a password', { server: 'root:hunter2@erp.example' }, /in brackets$/],
    ['an empty user', { server: '@erp.example' }, /got "@erp\.example"/],
    ['a host that is an option', { server: 'root@-oProxyCommand=touch x' }, /input "server" must be/],
    ['a host with shell text', { server: 'root@a;b' }, /input "server" must be/],
    ['an address with a zone', { server: 'root@[fe80::1%eth0]' }, /input "server" must be/],
    ['an address without brackets', { server: 'root@::1' }, /input "server" must be.*in brackets/],
    ['brackets around a name', { server: 'root@[erp]' }, /input "server" must be/],
    ['an invalid port', { server: 'root@erp.example:70000' }, /input "server" must be/],
    ['a user with shell text', { server: 'root;x@erp.example' }, /input "server" must be/],
    ['an empty key', { 'ssh-key': '' }, /secret for input "ssh-key" is empty.*PROD_SSH_KEY/],
    [
      'no pinned key',
      { 'host-key': '' },
      /host key of erp\.example:22 is not pinned\. Set "host-key".*settings file/,
    ],
    [
      'a pin for another port',
      { server: 'root@erp.example:2222' },
      /has an entry for "erp.example" but not for "\[erp.example\]:2222"/,
    ],
    ['garbage as a pin', { 'host-key': 'erp.example ssh-ed25519' }, /has a line that does not match/],
    [
      'a private key as a pin',
      { 'host-key': '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw' },
      /has a line that does not match "names type key" \(number 1, comments not counted\)$/,
    ],
    ['an unknown marker', { 'host-key': '@revoke a ssh-rsa AA' }, /has a line that does not match/],
    [
      'a server of which only the certificate authority is known',
      { 'host-key': '@cert-authority *.example ssh-ed25519 AAAA' },
      /has an @cert-authority line for "erp\.example", but host certificates are not supported/,
    ],
    [
      'a server whose keys are all revoked',
      { 'host-key': `${good['host-key']}\n@revoked * ssh-ed25519 AAAA` },
      /revokes every key that it has for "erp\.example"/,
    ],
    [
      'a key with an unsupported type',
      { 'host-key': 'erp.example ssh-dss AAAA' },
      /pins "erp\.example" with a key of unsupported type ssh-dss/,
    ],
    [
      'lines and a fingerprint together',
      { 'host-key': `${good['host-key']}\n${print}` },
      /input "host-key" mixes fingerprints with known_hosts lines/,
    ],
    ['an MD5 fingerprint', { 'host-key': 'MD5:00:11' }, /"host-key" has a fingerprint that is not SHA256:/],
    [
      'a full line of ssh-keygen output',
      { 'host-key': `256 ${print} root@erp (ED25519)` },
      /"host-key" has a fingerprint that is not SHA256: .* Write that part of what "ssh-keygen -l" prints/,
    ],
    ['a jump host whose key is not pinned', { jump: 'gate.example' }, /no entry for "gate\.example"/],
    [
      'an ambiguous fingerprint',
      { 'host-key': print, jump: 'gate.example' },
      /"host-key" must be known_hosts lines, because jump is set/,
    ],
    ['a jump host that is an option', { jump: '-J' }, /input "jump" must be/],
  ]
  test.each(cases)('rejects %s', async (_name, inputs, message) => {
    await expect(read(inputs)).rejects.toThrow(UserError)
    await expect(read(inputs)).rejects.toThrow(message)
  })
})

test('output is split into lines, whatever the chunks', () => {
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

  test.each([0, 1, 40, 79, 80, 81])('is truncated before a secret of which %d characters fit', fitting => {
    const start = 'x'.repeat(16 * 1024 - fitting)
    const rest = 'y'.repeat(100_000)
    const [line = '', ...others] = linesOf(`${start}${secret}${rest}\nnext`)
    expect(others).toEqual(['next'])
    const shown = fitting >= secret.length ? `${start}${secret}${rest}`.slice(0, 16 * 1024) : start
    const more = start.length + secret.length + rest.length - shown.length
    expect(line).toBe(`${shown}… ${more} more characters`)
  })

  test('is truncated even if it is full of secrets', () => {
    const [line = ''] = linesOf(`${secret} `.repeat(400))
    expect(redact(line)).toMatch(/^(\*\*\* )+… \d+ more characters$/)
  })

  test('is complete with a higher limit', () => {
    const text = 'x'.repeat(300_000)
    expect(linesOf(`${text}\nnext\n`, { maxLineLength: 1_000_000 })).toEqual([text, 'next'])
  })

  test('is reported without a partial secret', () => {
    maskSecret(secret)
    expect(firstLineOf(`\n${'x'.repeat(90)} ${secret}\nmore`)).toBe(`${'x'.repeat(90)} ***`)
  })
})

test('of very many lines the first and the last are shown, with the number of omitted ones', () => {
  const lines: string[] = []
  const splitter = lineSplitter(line => lines.push(line))
  for (let number = 0; number < 1000; number++)
    splitter.take(Buffer.from(Array.from({ length: 100 }, (_, i) => `line ${number * 100 + i}\n`).join('')))
  splitter.flush()
  expect(lines).toHaveLength(10_101)
  expect(lines[9999]).toBe('line 9999')
  expect(lines[10_000]).toBe('(89900 lines with 0.9 million characters omitted)')
  expect(lines[10_001]).toBe('line 99900')
  expect(lines.at(-1)).toBe('line 99999')
})

test('the first or the last bytes of an output are kept', () => {
  const [first, last] = [firstOf(10), lastOf(10)]
  for (let number = 0; number < 1000; number++)
    for (const kept of [first, last]) kept.take(Buffer.from(`<${number}>`))
  expect(first.text()).toBe('<0><1><2><')
  expect(last.text()).toBe('<998><999>')
})

test('a silent command is reported once and aborted after its limit', async () => {
  let watch: SilenceWatch | undefined
  await new Promise<void>(abort => {
    watch = watchSilence('"x" on h', { limit: 40, abort, logAfter: 20 })
  })
  expect(watch?.abortedAfter).toBeGreaterThanOrEqual(40)
  watch?.stop()
})

test.each<[string, boolean]>([
  ['https://erp.example', true],
  ['http://127.0.0.1:8011/', true],
  ['ftp://erp.example', false],
  ['https://user:pass@erp.example', false],
  ['erp.example', false],
])('%s is an http(s) URL: %s', (text, is) => expect(isHttpUrl(text)).toBe(is))
