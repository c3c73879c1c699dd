import { spawnSync } from 'node:child_process'
import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { knownHostsProblem, knownKeys } from '../src/known-hosts.ts'
import { fingerprint, keyRefusal, pinOf } from '../src/pin.ts'

const salt = randomBytes(20)
const hash = createHmac('sha1', salt).update('[erp.example]:2222').digest('base64')
const lines = [
  'erp.example,192.0.2.1 ssh-ed25519 AAAA comment',
  '[erp.example]:2222 ssh-rsa BBBB',
  `|1|${salt.toString('base64')}|${hash} ssh-ed25519 CCCC`,
  '*.shop.example,!old.shop.example ssh-ed25519 DDDD',
  '[*.shop.example]:2222 ssh-ed25519 EEEE',
  'node?.example ssh-ed25519 FFFF',
  '::1 ssh-ed25519 GGGG',
  '[::1]:2222 ssh-ed25519 HHHH',
  '@cert-authority *.shop.example ssh-ed25519 IIII',
  '@revoked node2.example ssh-ed25519 FFFF',
]
/** A public key as in known_hosts (RFC 8709, section 4). */
function newPublicKey(): string {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  const parts = [Buffer.from('ssh-ed25519'), Buffer.from(x, 'base64url')]
  const blob = parts.flatMap(part => [Buffer.from([0, 0, 0, part.length]), part])
  return `ssh-ed25519 ${Buffer.concat(blob).toString('base64')}`
}

const keys = (host: string, port: number): string[] =>
  knownKeys(lines, host, port).pinned.map(({ key }) => key)

describe('a name with wildcards', () => {
  test.each([
    ['*', true],
    ['a**', true],
    ['*b', true],
    ['*c', false],
    ['a?a?', true],
    ['aba?b', false],
    ['*b*b', true],
    ['*b*b*b', false],
    ['abab*', true],
    ['a.ab', false],
    ['*a'.repeat(100_000), false],
  ])('%.20s matches abab: %s', (name, expected) => {
    expect(knownKeys([`${name} ssh-ed25519 AAAA`], 'abab', 22).pinned.length === 1).toBe(expected)
  })
})

describe('known_hosts', () => {
  test.each<[string, number, string[]]>([
    ['ERP.example', 22, ['AAAA']],
    ['192.0.2.1', 22, ['AAAA']],
    ['erp.example', 2222, ['BBBB', 'CCCC']],
    ['other', 22, []],
    ['a.shop.example', 22, ['DDDD']],
    ['old.shop.example', 22, []],
    ['a.shop.example', 2222, ['EEEE']],
    ['a-shop-example', 22, []],
    ['node1.example', 22, ['FFFF']],
    ['::1', 22, ['GGGG']],
    ['::1', 2222, ['HHHH']],
  ])('of %s and port %d has the keys %j', (host, port, expected) =>
    expect(keys(host, port)).toEqual(expected),
  )

  test('revokes a key on every port', () => {
    expect(keys('node2.example', 22)).toEqual([])
    expect(knownKeys(lines, 'node2.example', 2222).revoked).toMatchObject([{ key: 'FFFF' }])
  })

  test('reports an entry that has only a certificate authority', () => {
    expect(knownKeys(lines, 'old.shop.example', 22).authority).toBe(true)
    expect(knownKeys(lines, 'erp.example', 22).authority).toBe(false)
  })

  test.each(['nonsense', 'erp.example ssh-rsa', '@revoke erp.example ssh-rsa AAAA', 'a ssh-rsa A*'])(
    'rejects the line %j',
    line => expect(knownHostsProblem([...lines, line])).toContain(`number ${lines.length + 1}`),
  )
  test('accepts valid lines', () => expect(knownHostsProblem(lines)).toBeUndefined())
})

describe('a pin', () => {
  const [offered, other] = [newPublicKey(), newPublicKey()]
  const blob = (line: string): Buffer => Buffer.from(line.split(' ')[1] ?? '', 'base64')
  const refusal = (...knownHosts: string[]) =>
    keyRefusal(pinOf({ knownHosts }, 'erp.example', 22), blob(offered), 'erp.example:22')

  test('has the fingerprint printed by ssh-keygen', () => {
    const { stdout } = spawnSync('ssh-keygen', ['-l', '-f', '-'], { input: offered, encoding: 'utf8' })
    expect(stdout.split(' ')[1]).toBe(fingerprint(blob(offered)))
  })
  test('accepts its key', () => {
    expect(refusal(`erp.example ${other}`, `erp.example ${offered}`)).toBeUndefined()
    const fingerprints = [fingerprint(blob(other)), fingerprint(blob(offered))]
    expect(keyRefusal(pinOf({ knownHosts: [], fingerprints }, 'h', 22), blob(offered), '')).toBeUndefined()
  })
  test('shows both fingerprints of a mismatch', () =>
    expect(refusal(`erp.example ${other}`)).toBe(
      `host key mismatch for erp.example:22: expected ${fingerprint(blob(other))}, server offered ${fingerprint(blob(offered))} (ssh-ed25519). Possible attack or re-installed server; nothing was run`,
    ))
  test('explicitly rejects a revoked key, even if another line pins it', () =>
    expect(refusal(`erp.example ${other}`, `* ${offered}`, `@revoked * ${offered}`)).toMatch(
      /^erp\.example:22 offered the host key SHA256:\S+, which "host-key" revokes; nothing was run$/,
    ))
  test('negotiates only the algorithms of its keys, and never SHA-1', () => {
    const at = (port: number) => pinOf({ knownHosts: lines }, 'erp.example', port).algorithms
    expect(at(22)).toEqual(['ssh-ed25519'])
    expect(at(2222)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519'])
    const { algorithms } = pinOf({ knownHosts: [], fingerprints: ['SHA256:'] }, 'h', 22)
    expect(algorithms).toContain('rsa-sha2-512')
    expect(algorithms).not.toContain('ssh-rsa')
  })
})
