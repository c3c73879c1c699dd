import { describe, expect, test } from '@jest/globals'
import { dumpFault, type Ended } from '../src/proof.ts'

const nonce = 'abc123'
const trailer = `\nTSH-END ${nonce} rc=0\n`
const good: Ended = {
  code: 0,
  signal: undefined,
  stderr: trailer,
  nonce,
  head: Buffer.from('PGDMP\x01\x0e'),
  size: 5_000_000,
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
      { code: 1, stderr: `pg_dump: error: it hurts\nTSH-END ${nonce} rc=1` },
      'exit 1 after 5.00 MB: pg_dump: error: it hurts',
    ],
    ['it took too long', { code: 124 }, 'timeout-minutes'],
    ['the trailer is missing', { stderr: '' }, 'did not tell its end'],
    ["the trailer is another run's", { stderr: '\nTSH-END ffffff rc=0\n' }, 'did not tell its end'],
    ['the trailer says that it failed', { stderr: `\nTSH-END ${nonce} rc=1\n` }, 'exit 1'],
    ['the trailer is not a line of its own', { stderr: `xTSH-END ${nonce} rc=0` }, 'did not tell its end'],
    ['the trailer is cut', { stderr: `\nTSH-END ${nonce} rc=` }, 'did not tell its end'],
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
