import { spawnSync } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { readInputs, UserError } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { isHttpUrl, quote, quoteAll, readTarget } from '../src/index.ts'
import { fingerprint, hostKeyAlgorithms, pinnedKeys } from '../src/known-hosts.ts'
import { lineSplitter } from '../src/lines.ts'

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
  test('a NUL byte is refused', () => expect(() => quote('a\0b')).toThrow(TypeError))
})

describe('known_hosts', () => {
  const salt = randomBytes(20)
  const hash = createHmac('sha1', salt).update('[erp.example]:2222').digest('base64')
  const lines = [
    'erp.example,192.0.2.1 ssh-ed25519 AAAA comment',
    '[erp.example]:2222 ssh-rsa BBBB',
    `|1|${salt.toString('base64')}|${hash} ssh-ed25519 CCCC`,
    '@revoked erp.example ssh-ed25519 DDDD',
    'nonsense',
  ]
  test('port 22 and others are different names', () => {
    expect(pinnedKeys(lines, 'ERP.example', 22)).toEqual([{ type: 'ssh-ed25519', key: 'AAAA' }])
    expect(pinnedKeys(lines, 'erp.example', 2222).map(({ key }) => key)).toEqual(['BBBB', 'CCCC'])
    expect(pinnedKeys(lines, 'other', 22)).toEqual([])
  })
  test('only algorithms of pinned keys are asked for', () => {
    expect(hostKeyAlgorithms(pinnedKeys(lines, 'erp.example', 2222))).toEqual([
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-ed25519',
    ])
  })
  test('fingerprints look as ssh-keygen prints them', () => {
    expect(fingerprint(Buffer.from('key').toString('base64'))).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  })
})

describe('the target', () => {
  const good = {
    host: 'erp.example',
    port: '22',
    user: 'root',
    'ssh-key': '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    'known-hosts': 'erp.example ssh-ed25519 AAAA',
  }
  const read = (inputs: Record<string, string>) =>
    withInputs({ ...good, ...inputs }, () => readInputs(readTarget))
  test('is read', () => expect(read({})).toMatchObject({ host: 'erp.example', port: 22, user: 'root' }))

  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'a host that is an option',
      { host: '-oProxyCommand=touch x' },
      /input "host" is not a host name or address/,
    ],
    ['a host with shell text', { host: 'a;b' }, /input "host" is not/],
    ['a user with shell text', { user: 'root;x' }, /input "user" is not/],
    ['an empty key', { 'ssh-key': '' }, /secret for input "ssh-key" is empty.*PROD_SSH_KEY/],
    ['no pinned key', { 'known-hosts': '' }, /host key of erp.example is not pinned/],
    [
      'a pin for another port',
      { port: '2222' },
      /has an entry for "erp.example" but not for "\[erp.example\]:2222"/,
    ],
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

test.each<[string, boolean]>([
  ['https://erp.example', true],
  ['http://127.0.0.1:8011/', true],
  ['ftp://erp.example', false],
  ['https://user:pass@erp.example', false],
  ['erp.example', false],
])('%s is an address: %s', (text, is) => expect(isHttpUrl(text)).toBe(is))
