import { describe, expect, test } from '@jest/globals'
import { freeBytes } from '@tsh/server-query'
import { spaceProblem } from '../../src/restore/disk.ts'
import { restoreFault } from '../../src/restore/pg-restore.ts'
import { namesFor } from '../../src/restore/swap/replace.ts'
import { roleStatements } from '../../src/restore/swap/roles.ts'
import { revertStatements } from '../../src/restore/swap/swap.ts'

const GLOBALS = `SET default_transaction_read_only = off;
CREATE ROLE app;
ALTER ROLE app WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB LOGIN NOREPLICATION NOBYPASSRLS;
COMMENT ON ROLE app IS 'two
lines';
CREATE ROLE "Read ""Only";
ALTER ROLE "Read ""Only" WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB NOLOGIN NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 5 VALID UNTIL '2099-01-01 00:00:00+00';
CREATE ROLE postgres;
ALTER ROLE postgres WITH SUPERUSER;
ALTER ROLE app SET work_mem TO '8MB';
CREATE TABLESPACE fast OWNER app LOCATION '/fast';
GRANT "Read ""Only" TO app WITH ADMIN OPTION GRANTED BY postgres;
GRANT "Read ""Only" TO postgres GRANTED BY postgres;
`

describe('missing roles are created from the globals', () => {
  test('with their attributes and memberships, and nothing else', () => {
    const lines = GLOBALS.split('\n')
    expect(roleStatements(GLOBALS, new Set(['app', 'Read "Only']))).toEqual([
      ...[lines[1], lines[2], lines[5], lines[6]],
      'GRANT "Read ""Only" TO app WITH ADMIN OPTION;',
    ])
  })

  test('and existing roles are left unchanged', () => {
    expect(roleStatements(GLOBALS, new Set())).toEqual([])
  })
})

test.each([
  [{ code: 0, signal: undefined, stderr: '\nTSH-END ab rc=0\n' }, undefined],
  [{ code: 0, signal: undefined, stderr: '' }, 'pg_restore did not report its exit code'],
  [{ code: 0, signal: undefined, stderr: '\nTSH-END cd rc=0\n' }, 'pg_restore did not report its exit code'],
  [{ code: 0, signal: undefined, stderr: '\nTSH-END ab rc=1\n' }, 'pg_restore exit 1'],
  [{ code: undefined, signal: undefined, stderr: '' }, 'pg_restore interrupted, the connection was lost'],
  [{ code: undefined, signal: 'KILL', stderr: '' }, 'pg_restore terminated by KILL'],
  [{ code: 124, signal: undefined, stderr: '' }, 'pg_restore exceeded "timeout-minutes"'],
  [
    {
      code: 1,
      signal: undefined,
      stderr: 'pg_restore: error: could not execute query: ERROR:  no\nCommand was: a\nb\nc\nd',
    },
    'pg_restore exit 1: pg_restore: error: could not execute query: ERROR:  no',
  ],
])('the result %j means: %s', (end, expected) => {
  expect(restoreFault(end, 'ab')).toBe(expected)
})

test('free space is read from df, and 2.5 times the database size is required', () => {
  const df =
    'Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda         263174212 28000000   2048000      27% /var/lib/my data\n'
  expect(freeBytes(df)).toBe(2_097_152_000)
  expect(spaceProblem(2500, 1000, '/x')).toBeUndefined()
  expect(spaceProblem(2499, 1000, '/x')).toBe(
    'only 2.5 KB free in /x, 2.5 KB required (2.5 times the database size)',
  )
  expect(() => freeBytes('nothing')).toThrow('cannot parse df output')
})

test('database names have at most 63 bytes', () => {
  expect(namesFor('erp', '1a2b3c')).toEqual({
    live: 'erp',
    next: 'erp__restore_1a2b3c',
    aside: 'erp__before_1a2b3c',
  })
  const { next, aside } = namesFor('x'.repeat(63), '1a2b3c')
  expect([next.length, aside.length]).toEqual([63, 63])
  expect([next.endsWith('__restore_1a2b3c'), aside.endsWith('__before_1a2b3c')]).toEqual([true, true])
})

test('reverting renames in reverse order', () => {
  const [, first, second] = revertStatements({ live: 'erp', next: 'erp__restore_1', aside: 'erp__before_1' })
  expect(first).toBe('ALTER DATABASE "erp" RENAME TO "erp__restore_1"')
  expect(second).toBe('ALTER DATABASE "erp__before_1" RENAME TO "erp"')
})
