import { describe, expect, test } from '@jest/globals'
import { dumpFault, type Ended } from '../../src/backup/proof.ts'

const nonce = 'abc123'
const trailer = `\nTSH-END ${nonce} dump=0\n`
const good: Ended = {
  code: 0,
  signal: undefined,
  stderr: trailer,
  nonce,
  head: Buffer.from('PGDMP\x01\x0e'),
  size: 5_000_000,
  sha256: 'abc',
  decoded: false,
}

test('a dump that exited with 0, reported it, and wrote an archive is complete', () => {
  expect(dumpFault(good)).toBeUndefined()
  expect(
    dumpFault({ ...good, stderr: `pg_dump: warning: there are circular foreign-key constraints${trailer}` }),
  ).toBeUndefined()
})

describe('a dump is incomplete when', () => {
  const cases: [string, Partial<Ended>, string][] = [
    ['the connection was lost', { code: undefined }, 'interrupted, the connection was lost after 5.00 MB'],
    ['it was killed', { code: undefined, signal: 'SIGKILL' }, 'terminated by SIGKILL'],
    [
      'it failed',
      { code: 1, stderr: `pg_dump: error: it hurts\nTSH-END ${nonce} dump=1` },
      'exit 1 after 5.00 MB: pg_dump: error: it hurts',
    ],
    ['the trailer is missing', { stderr: '' }, 'did not report its exit code'],
    ["the trailer is another run's", { stderr: '\nTSH-END ffffff dump=0\n' }, 'did not report its exit code'],
    ['the trailer reports a failure', { stderr: `\nTSH-END ${nonce} dump=1\n` }, 'exit 1'],
    [
      'the trailer is not on a separate line',
      { stderr: `xTSH-END ${nonce} dump=0` },
      'did not report its exit code',
    ],
    ['the trailer is truncated', { stderr: `\nTSH-END ${nonce} dump=` }, 'did not report its exit code'],
    ['it wrote SQL', { head: Buffer.from('--\n-- PostgreSQL') }, 'not an archive'],
    ['it wrote an error', { head: Buffer.from('pg_dump: error') }, 'not an archive'],
    ['it wrote nothing', { head: Buffer.alloc(0), size: 0 }, 'not an archive'],
    ['it wrote only a header', { size: 20 }, 'too short'],
    [
      'it reported an error and exited with 0',
      { stderr: `pg_dump: error: query failed${trailer}` },
      'reported an error',
    ],
  ]
  test.each(cases)('%s', (_name, change, message) => {
    expect(dumpFault({ ...good, ...change })).toContain(message)
  })

  test('it exited with any other code', () => {
    for (let code = 1; code <= 255; code++) expect(dumpFault({ ...good, code })).toBeDefined()
  })
})

describe('an archive that was decoded and hashed on the server', () => {
  const reported = (ends: string): Ended => ({
    ...good,
    decoded: true,
    stderr: `\nTSH-END ${nonce} ${ends}\n`,
  })

  test('is complete when every program exited with 0 and the hashes match, in any order', () => {
    expect(dumpFault(reported('dump=0 tee=0 decode=0 sha256=abc'))).toBeUndefined()
    expect(dumpFault(reported('tee=0 dump=0 sha256=abc decode=0'))).toBeUndefined()
  })

  test.each([
    ['dump=0', 'cannot be decoded'],
    ['dump=0 tee=0 decode=1 sha256=abc', 'cannot be decoded'],
    ['dump=0 tee=0 decode=0 sha256=abd', 'the received data is not what pg_dump wrote'],
    ['dump=0 tee=0 decode=0', 'the received data is not what pg_dump wrote'],
    ['dump=0 tee=1 decode=0 sha256=abc', 'the received data is not what pg_dump wrote'],
    ['dump=137 tee=0 decode=0 sha256=abc', 'exit 137'],
    ['tee=0 decode=0 sha256=abc', 'did not report its exit code'],
  ])('is incomplete when they report %s', (ends, message) => {
    expect(dumpFault(reported(ends))).toContain(message)
  })
})
