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

test('a dump that ended with 0, said so, and wrote an archive is whole', () => {
  expect(dumpFault(good)).toBeUndefined()
  expect(
    dumpFault({ ...good, stderr: `pg_dump: warning: there are circular foreign-key constraints${trailer}` }),
  ).toBeUndefined()
})

describe('a dump is not whole when', () => {
  const cases: [string, Partial<Ended>, string][] = [
    ['the connection was lost', { code: undefined }, 'cut off, the connection was lost after 5.00 MB'],
    ['it was killed', { code: undefined, signal: 'SIGKILL' }, 'ended by SIGKILL'],
    [
      'it failed',
      { code: 1, stderr: `pg_dump: error: it hurts\nTSH-END ${nonce} dump=1` },
      'exit 1 after 5.00 MB: pg_dump: error: it hurts',
    ],
    ['the trailer is missing', { stderr: '' }, 'did not tell its end'],
    ["the trailer is another run's", { stderr: '\nTSH-END ffffff dump=0\n' }, 'did not tell its end'],
    ['the trailer says that it failed', { stderr: `\nTSH-END ${nonce} dump=1\n` }, 'exit 1'],
    ['the trailer is not a line of its own', { stderr: `xTSH-END ${nonce} dump=0` }, 'did not tell its end'],
    ['the trailer is cut', { stderr: `\nTSH-END ${nonce} dump=` }, 'did not tell its end'],
    ['it wrote SQL', { head: Buffer.from('--\n-- PostgreSQL') }, 'no archive'],
    ['it wrote an error', { head: Buffer.from('pg_dump: error') }, 'no archive'],
    ['it wrote nothing', { head: Buffer.alloc(0), size: 0 }, 'no archive'],
    ['it wrote only a head', { size: 20 }, 'too little'],
    [
      'it reported an error and ended with 0',
      { stderr: `pg_dump: error: query failed${trailer}` },
      'reported an error',
    ],
  ]
  test.each(cases)('%s', (_name, change, message) => {
    expect(dumpFault({ ...good, ...change })).toContain(message)
  })

  test('it ended with any other exit code', () => {
    for (let code = 1; code <= 255; code++) expect(dumpFault({ ...good, code })).toBeDefined()
  })
})

describe('an archive that was decoded and hashed where it was made', () => {
  const tells = (ends: string): Ended => ({ ...good, decoded: true, stderr: `\nTSH-END ${nonce} ${ends}\n` })

  test('is whole when every program ended with 0 and the hashes agree, in whatever order they tell', () => {
    expect(dumpFault(tells('dump=0 tee=0 decode=0 sha256=abc'))).toBeUndefined()
    expect(dumpFault(tells('tee=0 dump=0 sha256=abc decode=0'))).toBeUndefined()
  })

  test.each([
    ['dump=0', 'cannot be read again'],
    ['dump=0 tee=0 decode=1 sha256=abc', 'cannot be read again'],
    ['dump=0 tee=0 decode=0 sha256=abd', 'what arrived is not what pg_dump wrote'],
    ['dump=0 tee=0 decode=0', 'what arrived is not what pg_dump wrote'],
    ['dump=0 tee=1 decode=0 sha256=abc', 'what arrived is not what pg_dump wrote'],
    ['dump=137 tee=0 decode=0 sha256=abc', 'exit 137'],
    ['tee=0 decode=0 sha256=abc', 'did not tell its end'],
  ])('is not whole when they tell %s', (ends, message) => {
    expect(dumpFault(tells(ends))).toContain(message)
  })
})
