import { expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { application, recordingRemote } from '@tsh/testing'
import { guardSchema, RollbackRefused } from '../src/guard-schema.ts'

const shop = { container: 'erp-db-1', database: 'shop' }
const migrated: Partial<Release> = {
  ...{ migrates: true, revisionBefore: '1', revisionAfter: '2', schemaDatabases: [shop], backup: 'b7' },
}

interface Guarded {
  facts?: Partial<Release>
  /** The output of psql in the database container; undefined when it fails. */
  present?: string | undefined
  reason?: string
}

/** Guards a rollback of a release. @returns the commands that were run */
async function guarded({ facts = migrated, present, reason = '' }: Guarded): Promise<string[]> {
  const from: Release = {
    ...{ id: 'r', version: 'new', sha: 'b', services: [], images: [], run: '', actor: '' },
    ...{ state: 'switched', exposed: true, wasLive: true, ...facts },
  }
  const remote = recordingRemote(line =>
    line.includes('docker exec')
      ? present === undefined
        ? { code: 1, stderr: 'Error: No such container' }
        : { stdout: `["Alembic", "${present}", 0]\n` }
      : { code: 128 },
  )
  const inputs = { application, skipSchemaCheckReason: reason }
  await guardSchema(inputs, remote, [from], { from, to: { version: 'old', sha: 'a' } })
  return remote.commands
}

test('falls back to the journal when the database cannot be read', async () => {
  const refused = guarded({})
  await expect(refused).rejects.toThrow(RollbackRefused)
  await expect(refused).rejects.toThrow(
    /^ROLLBACK REFUSED, new stays live: the schema changed from 1 to 2 since old, and nothing shows that old works with it\. .*"skip-schema-check-reason".*downgrade to 1 first, or restore backup b7$/,
  )
})

test('prefers the current revision of the database over the journal', async () => {
  await guarded({ present: '1' })
  await expect(guarded({ present: '3' })).rejects.toThrow('the schema changed from 1 to 3 since old')
})

test('is skipped with a reason', async () => {
  await guarded({ reason: 'only a new column' })
  await guarded({ facts: { migrates: true, revisionProblem: 'x' }, reason: 'only a new column' })
})

test('refuses migrations without a known revision, listing the tables and the options', async () => {
  const facts = {
    migrates: true,
    revisionProblem: 'the compose file has no PostgreSQL service',
    backup: 'b7',
  }
  await expect(guarded({ facts })).rejects.toThrow(
    /^ROLLBACK REFUSED, new stays live: cannot determine whether old works .*no PostgreSQL service.*alembic_version, django_migrations.*"skip-schema-check-reason".*restore backup b7; set "revision-command"/,
  )
})

test('an event of an earlier version does not record whether it has migrated', async () => {
  await expect(guarded({ facts: {} })).rejects.toThrow(
    /the journal does not record whether new ran migrations/,
  )
})

test('reads and refuses nothing without migrations', async () => {
  expect(await guarded({ facts: { migrates: false } })).toEqual([])
})
