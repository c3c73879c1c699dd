import { expect, test } from '@jest/globals'
import { checkFacts, type Facts } from '../../src/backup/facts.ts'
import { restoreText } from '../../src/backup/restore-text.ts'

const facts = {
  ...{ version: 150_012, dumpVersion: '15.12', database: 'shop', setAside: [], extensions: {} },
  ...{ zeroDamagedPages: 'off', ignoreChecksumFailure: 'off', inRecovery: false },
  ...{ preparedTransactions: 0, replicationSlots: 0, subscriptions: 0 },
  ...{ encoding: 'UTF8', collate: 'C', ctype: 'C', now: '2026-11-24T00:00:00Z' },
} as unknown as Facts

test('an ordinary database causes no warnings', () => {
  expect(checkFacts(facts)).toEqual([])
})

test('an extension that is limited to one database causes a warning', () => {
  expect(checkFacts({ ...facts, extensions: { pg_cron: '1.6' } })).toEqual([
    expect.stringMatching(/^pg_cron can be created in database "shop" only .* RESTORE\.txt shows$/),
  ])
})

/** The commands of RESTORE.txt. */
function commands(changes: Partial<Facts>): string {
  const object = { key: 'k', size: 1, sha256: 'x' }
  const parts = { id: 'id', dump: object, globals: object, age: false, tables: 1 }
  return restoreText({ ...parts, facts: { ...facts, ...changes } }).split(/^-{20,}\n/m)[1] ?? ''
}

test('the commands of RESTORE.txt enable the restore mode of TimescaleDB', () => {
  expect(commands({})).not.toContain('timescaledb')
  expect(commands({ extensions: { timescaledb: '2.19.3' } })).toMatch(
    /VERSION '\\''2\.19\.3'.*timescaledb_pre_restore.*\npg_restore .*\n.*timescaledb_post_restore/,
  )
})

test('a locale cannot inject a command into RESTORE.txt', () => {
  expect(commands({ localeProvider: 'icu', providerLocale: "x'; touch /tmp/pwned; '" })).toContain(
    `--locale-provider=icu '--icu-locale=x'\\''; touch /tmp/pwned; '\\'''`,
  )
})
