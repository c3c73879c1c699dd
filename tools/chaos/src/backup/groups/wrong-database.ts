import { attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import type { CaseContext } from '../place/case-context.ts'
import { changeScratch, SCRATCH, withScratch } from '../place/scratch-database.ts'

const login = (database: string) => ({ database, user: '', host: '', port: '', password: '' })
const ALL = 'DROP TABLE orders, customers, items, "Nötes"; DROP SEQUENCE invoice_numbers;'

interface Change {
  name: string
  statements: string
  expect: Case['expect']
  /** Backups before the change. Default: 1. */
  before?: number
  inputs?: Case['inputs']
}

const CHANGES: Change[] = [
  { name: 'all tables are dropped', statements: ALL, expect: /the database has no tables/ },
  {
    name: 'all tables are dropped, and there was no backup',
    statements: ALL,
    before: 0,
    expect: /the database has no tables/,
  },
  {
    name: 'half of the tables are dropped',
    statements: 'DROP TABLE orders, customers, items;',
    expect: /suspiciously small \(.*tables, usually 4 tables/,
  },
  {
    name: 'most rows are deleted',
    statements: 'TRUNCATE items, orders;',
    expect: /suspiciously small \(.* rows, usually 1300 rows/,
  },
  {
    name: 'most rows are deleted, after three backups',
    before: 3,
    statements: 'TRUNCATE items, orders;',
    expect: /suspiciously small/,
  },
  {
    name: 'only the large columns are emptied',
    statements: `UPDATE items SET body = ''; UPDATE orders SET body = '';`,
    expect: /suspiciously small \(.* KB|MB, usually/,
  },
  {
    name: 'a third of the rows is deleted',
    statements: 'DELETE FROM items WHERE id % 3 = 0; DELETE FROM orders WHERE id % 3 = 0;',
    expect: 'backed up',
  },
  {
    name: 'most rows are deleted, and there was no backup',
    before: 0,
    statements: 'TRUNCATE items, orders;',
    expect: 'backed up',
  },
  {
    name: 'most rows are deleted, and that is allowed',
    statements: 'TRUNCATE items, orders;',
    inputs: { allowShrinkReason: 'cleaned up' },
    expect: 'backed up',
  },
  {
    name: 'all tables are dropped, and that is allowed',
    statements: ALL,
    inputs: { allowShrinkReason: 'starting over' },
    expect: 'backed up',
  },
]

const changes: Case[] = CHANGES.map(({ name, statements, expect, before = 1, inputs = {} }) => ({
  ...{ group: 'G7', name, expect, quick: name === 'all tables are dropped' },
  perform: context =>
    withScratch(context, async () => {
      for (let made = 0; made < before; made++) {
        const outcome = await attempt(context, { login: login(SCRATCH) })
        if (!outcome.backedUp) return { ...outcome, message: `before the change: ${outcome.message}` }
        for (const key of context.double.objects.keys()) context.kept.add(key)
      }
      await changeScratch(context, statements)
      return attempt(context, { login: login(SCRATCH), ...inputs })
    }),
  also: (context, outcome) => reasonIsKept(context, outcome, inputs.allowShrinkReason),
}))

function reasonIsKept(
  { double }: CaseContext,
  outcome: Outcome,
  reason: string | undefined,
): string | undefined {
  if (!outcome.backedUp || reason === undefined) return undefined
  const text = double.objects.get(outcome.manifest)?.body().toString() ?? ''
  return text.includes(`"allowShrink": "${reason}"`)
    ? undefined
    : 'the manifest does not contain the reason for the shrink'
}

const others: Case[] = [
  {
    group: 'G7',
    name: 'the database does not exist',
    expect: /has no such database/,
    inputs: { login: login('nothing') },
  },
  {
    group: 'G7',
    name: 'the maintenance database',
    expect: /the database has no tables/,
    inputs: { login: login('postgres') },
  },
  {
    group: 'G7',
    name: 'the role does not exist',
    expect: /rejected the login/,
    inputs: { login: { ...login('tiny'), user: 'missing_role' } },
  },
  {
    ...{ group: 'G7', name: 'the password is wrong', expect: /rejected the login/ },
    perform: async context =>
      attempt(context, {
        login: {
          database: 'tiny',
          user: 'erp',
          host: await context.dbServer.address(),
          port: '5432',
          password: 'wrong',
        },
      }),
  },
  ...['zero_damaged_pages', 'ignore_checksum_failure'].map(setting => ({
    ...{ group: 'G7' as const, name: `${setting} is on`, expect: /is on, so damaged rows would be skipped/ },
    perform: (context: CaseContext) =>
      withScratch(context, async () => {
        await changeScratch(context, `ALTER DATABASE ${SCRATCH} SET ${setting} = on;`)
        return attempt(context, { login: login(SCRATCH) })
      }),
  })),
  {
    ...{
      group: 'G7',
      name: 'rows are hidden from the role that dumps',
      expect: /row-level security|permission denied|row security/,
    },
    perform: context =>
      withScratch(context, async () => {
        await changeScratch(
          context,
          'CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader; ALTER TABLE items ENABLE ROW LEVEL SECURITY;',
        )
        try {
          return await attempt(context, { login: { ...login(SCRATCH), user: 'reader' } })
        } finally {
          await changeScratch(context, 'REVOKE pg_read_all_data FROM reader; DROP ROLE reader;')
        }
      }),
  },
]

export const wrongDatabase: Case[] = [...changes, ...others]
