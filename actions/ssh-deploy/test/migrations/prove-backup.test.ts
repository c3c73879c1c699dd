import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { formatManifest, type Manifest, SCHEMA } from '@tsh/backup'
import type { BackupFacts, ComposeModel, JournalEvent, ReleaseState } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { application, recordingRemote, type S3Double, startS3Double } from '@tsh/testing'
import type { DeployInputs } from '../../src/inputs.ts'
import { proveBackup } from '../../src/migrations/prove-backup.ts'
import type { ReleasePlan } from '../../src/release-plan.ts'

const id = '20261124T230955Z-0123456789ab-7.1-d2bc35'
const folder = 'erp/v1/production/shop'
const key = `${folder}/catalog/${id}.json`
const version = 'production-v2026.11.24-bbbbbbb'
let s3: S3Double
beforeAll(async () => {
  s3 = await startS3Double()
})
afterAll(() => s3.close())

/** A time before now. */
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

function manifest(changes: Partial<Manifest> = {}): string {
  const object = { key: `${folder}/data/${id}/dump.pgc`, size: 3, sha256: 'x' }
  return formatManifest({
    ...{ schema: SCHEMA, id, version, database: 'shop', clocks: { runner: 0, store: 0 } },
    ...{ started: ago(10), finished: ago(9), server: { revision: 'a1' } },
    ...{ source: { id: 'c0ffee', container: 'db' }, contents: { rows: 7, tables: [] } },
    ...{ verification: [{ level: 2, at: '', detail: '' }], objects: { dump: object } },
    ...changes,
  } as unknown as Manifest)
}

function inputs(
  changes: Partial<DeployInputs['backup']> = {},
  migrateCommand = 'alembic upgrade head',
): DeployInputs {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const access = { bucket, region, endpoint, accessKeyId, secretAccessKey, sessionToken: '', owner: '' }
  return {
    application,
    version,
    migrateCommand,
    backup: {
      manifest: key,
      folder: { prefix: 'erp', environment: 'production' },
      skipReason: '',
      access,
      ...changes,
    },
  } as DeployInputs
}

interface Answers {
  /** What psql prints in the network of the application; nothing where it fails. */
  reached?: string
  revision?: string
  journal?: readonly JournalEvent[]
}

/** The compose file of an application with this address. */
const modelOf = (url: string): ComposeModel => ({
  name: 'erp',
  services: {
    db: { image: 'postgres:15' },
    app: { build: {}, ...(url === '' ? {} : { environment: { DATABASE_URL: url } }) },
  },
})
const prove = (
  given: DeployInputs,
  remote: Remote,
  url = 'postgres://u:hunter2-hunter2@db/shop',
): Promise<BackupFacts | undefined> =>
  proveBackup(given, remote, { plan: planAfter(other), model: modelOf(url) })

const other = 'production-v2026.11.24-aaaaaaa'

/** A release while this version is live, or before anything was live. */
const planAfter = (live: string | undefined): ReleasePlan =>
  ({ facts: { previous: live && { version: live } } }) as ReleasePlan

/** A server that has the backed-up container, or not. */
const server = (answer: string | undefined, { reached, revision, journal = [] }: Answers = {}) =>
  recordingRemote((line, input) => {
    if (line.includes('inspect') && line.endsWith(' c0ffee'))
      return answer === undefined ? { code: 1 } : { stdout: answer }
    if (line.startsWith('docker ps')) return { stdout: 'erp-app-1\n' }
    if (line.startsWith('docker run'))
      return reached ? { stdout: reached } : { code: 2, stderr: 'no route to pool' }
    if (input.includes('alembic_version'))
      return revision ? { stdout: `["Alembic", "${revision}", 0]\n` } : { code: 1 }
    if (line.includes('releases.jsonl'))
      return { stdout: journal.map(event => `${JSON.stringify(event)}\n`).join('') }
    return undefined
  })
const here = 'true\t/opt/erp\tdb\tsha256:ab\n'
const ours = server(here)

/** The journal events of a release, this many minutes ago. */
const released = (of: string, minutes: number, ...states: ReleaseState[]): JournalEvent[] => [
  { at: ago(60), release: `${of}.1.1`, state: 'started', facts: { version: of } },
  ...states.map(state => ({ at: ago(minutes), release: `${of}.1.1`, state })),
]

async function store(text = manifest(), dump = 'abc'): Promise<void> {
  await s3.put(key, Buffer.from(text))
  await s3.put(`${folder}/data/${id}/dump.pgc`, Buffer.from(dump))
}

test('migrations run when the backup exists', async () => {
  await store()
  await prove(inputs(), ours)
})

test('the workflows refer to it by its ID, since its key contains names', async () => {
  await store()
  await prove(inputs({ manifest: id }), ours)
  const folder = { prefix: 'erp', environment: 'staging' }
  await expect(prove(inputs({ manifest: id, folder }), ours)).rejects.toThrow(
    `there is no backup "${id}" below erp/v1/staging/`,
  )
})

describe('accepts a backup although', () => {
  test.each<[string, Answers]>([
    ['another version has gone live before it', { journal: released(other, 11, 'switching', 'switched') }],
    ['another version has failed since', { journal: released(other, 5, 'failed') }],
    [
      'another version was prepared since, and has migrated nothing',
      { journal: released(other, 5, 'prepared') },
    ],
    ['the schema revision is unchanged', { revision: 'a1' }],
    ['the revision is unknown', {}],
    [
      'this version was tried before, and has migrated',
      { revision: 'b2', journal: released(version, 5, 'failed') },
    ],
  ])('%s', async (_name, answers) => {
    await store()
    await prove(inputs(), server(here, answers))
  })

  test('the container belongs to another project, but the settings name the database', async () => {
    await store()
    await prove(inputs({ database: 'shop' }), server('true\t/srv/databases\tdb\tsha256:ab\n'))
  })

  test('the container belongs to no project', async () => {
    await store()
    await prove(inputs(), server('true\t\tdb\tsha256:ab\n'))
  })
})

describe('the database of a backup is the one that', () => {
  const pooled = 'postgres://u:hunter2-hunter2@pool:6432/shop'
  const started = '2026-11-24T08:00:00.123456Z'
  const reached = `["shop", "${started}"]`
  let printed: string[]
  beforeEach(async () => {
    printed = []
    jest.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0)
    await store(manifest({ server: { revision: 'a1', serverStarted: started } as Manifest['server'] }))
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })
  const warnings = (): string => printed.filter(line => line.startsWith('::warning')).join('')

  test('the application names', async () => {
    const remote = server(here)
    await prove(inputs(), remote)
    expect(warnings()).toBe('')
    expect(remote.commands.filter(line => line.startsWith('docker run'))).toEqual([])
  })

  test('the address of the application leads to, such as through a pooler', async () => {
    await prove(inputs(), server(here, { reached }), pooled)
    expect(warnings()).toBe('')
  })

  test.each<[string, Answers, string]>([
    [
      'another server has, such as a copy of this one',
      { reached: '["shop", "2026-11-24T09:00:00.000000Z"]' },
      'DATABASE_URL of service app leads to "shop" on a server that was started at 2026-11-24T09:00:00.000000Z',
    ],
    [
      'the same server has next to it',
      { reached: `["stock", "${started}"]` },
      `DATABASE_URL of service app leads to "stock" on a server that was started at ${started}`,
    ],
    [
      'cannot be determined',
      {},
      'DATABASE_URL of service app could not be resolved to a database (psql failed: no route to pool)',
    ],
  ])('%s is refused, unless a user has declared it', async (_name, answers, why) => {
    const refusal = prove(inputs(), server(here, answers), pooled)
    await expect(refusal).rejects.toThrow(
      `backup ${id} does not protect this deployment: cannot verify that the application uses "shop" of container db: ${why}`,
    )
    await expect(refusal).rejects.toThrow(
      '. Back up the database that the application uses. Set "database-name" to "shop" if the application uses it',
    )
    await expect(refusal).rejects.not.toThrow('hunter2')
    await prove(inputs({ database: 'shop' }), server(here, answers), pooled)
    expect(warnings()).toContain(`${why}. Proceeding because of "database-name"`)
  })

  test('is recorded in no backup of an older version of these actions', async () => {
    await store(manifest())
    await expect(prove(inputs(), server(here, { reached }), pooled)).rejects.toThrow('cannot verify that')
  })

  test("is that of the server's own PostgreSQL only if a user has declared it", async () => {
    await store(manifest({ source: {} }))
    const host = 'postgres://u:p@host.docker.internal/shop'
    await expect(prove(inputs(), server(here), host)).rejects.toThrow(
      `"shop" of the server's own PostgreSQL: DATABASE_URL of service app could not be resolved to a database (the server has no image`,
    )
    await prove(inputs({ database: 'shop' }), server(here), host)
  })

  test('no variable names is assumed with a warning', async () => {
    await prove(inputs(), server(here), '')
    expect(warnings()).toContain(
      `Backup ${id}: no variable of the application names its database, so it may be a different one than "shop" of container db. Set "database-name" to "shop" if the application uses it`,
    )
  })

  test('is another one than a user has declared', async () => {
    await expect(prove(inputs({ database: 'stock' }), server(here))).rejects.toThrow(
      'it contains database "shop", but "database-name" is "stock"',
    )
  })
})

test('reads the revision with the login of the container, and never passes the database as an option', async () => {
  await store()
  const remote = server(here, { revision: 'a1' })
  await prove(inputs(), remote)
  const command = remote.commands.find(line => line.startsWith('docker exec')) ?? ''
  expect(command).toMatch(/^docker exec -i -e TSH_DATABASE=shop -- c0ffee sh -c /)
  expect(command).toContain('POSTGRES_USER')
})

test('returns what the checklist shows of the backup', async () => {
  await store()
  const proof = await prove(inputs(), ours)
  expect(proof).toEqual({ id, size: 3, rows: 7, level: 2, finished: expect.stringMatching(/^20/) })
  expect(await prove(inputs({ manifest: '', skipReason: 'staging' }), ours)).toBeUndefined()
})

test('migrations run without a backup only with a reason; without migrations none is needed', async () => {
  await expect(prove(inputs({ manifest: '' }), ours)).rejects.toThrow('migrations need a backup')
  await prove(inputs({ manifest: '', skipReason: 'staging' }), ours)
  await prove(inputs({ manifest: '' }, ''), ours)
  const first = { plan: planAfter(undefined), model: modelOf('') }
  await proveBackup(inputs({ manifest: '' }), ours, first)
})

describe('refuses a backup that', () => {
  const old = new Date(Date.now() - 61 * 60_000).toISOString()
  const cases: [string, string, ReturnType<typeof server>, string][] = [
    [
      'was not read back from the bucket',
      manifest({ verification: [{ level: 1, at: '', detail: '' }] }),
      ours,
      'level 1',
    ],
    ['is an hour old', manifest({ finished: old }), ours, 'minutes old (maximum 60)'],
    ['has no time', manifest({ finished: 'soon' }), ours, 'minutes old'],
    ['belongs to another version', manifest({ version: 'v1' }), ours, 'was made for "v1"'],
    ['is of a container of another server', manifest(), server(undefined), 'is not running on this server'],
    [
      'is of a container that has stopped',
      manifest(),
      server('false\t/opt/erp\n'),
      'is not running on this server',
    ],
    ['is of another application', manifest(), server('true\t/opt/shop\n'), 'belongs to /opt/shop'],
    [
      'is of another database',
      manifest({ database: 'postgres' }),
      ours,
      'contains database "postgres", but the application uses "shop"',
    ],
    ['has no start time', manifest({ started: 'soon' }), ours, 'its start time is invalid'],
    ['has another id', manifest({ id: id.replace('7.1', '8.1') }), ours, 'belongs to a different backup'],
    ['has a manifest with another schema', '{"schema":"x"}', ours, 'has schema "x"'],
    ['has a truncated manifest', manifest().slice(0, 80), ours, 'not readable'],
  ]
  test.each(cases)('%s', async (_name, text, remote, message) => {
    await store(text)
    await expect(prove(inputs(), remote)).rejects.toThrow(message)
  })

  test.each<[string, Answers, string]>([
    [
      'was taken before another version has gone live',
      { journal: released(other, 5, 'switching', 'switched') },
      `${other}.1.1 went live since it was taken`,
    ],
    [
      'was taken before another version was about to go live',
      { journal: released(other, 5, 'switching', 'failed') },
      `${other}.1.1 went live since it was taken`,
    ],
    [
      'was taken before another version has migrated',
      {
        journal: [
          ...released(other, 5),
          {
            at: ago(5),
            release: `${other}.1.1`,
            state: 'prepared',
            facts: { revisionBefore: 'a1', revisionAfter: 'b2' },
          },
        ],
      },
      `${other}.1.1 migrated since it was taken`,
    ],
    [
      'was taken before another version has migrated, and failed',
      {
        journal: [
          ...released(other, 5),
          {
            ...{ at: ago(5), release: `${other}.1.1`, state: 'failed' },
            facts: { revisionBefore: 'a1', revisionAfter: 'b2' },
          },
        ],
      },
      `${other}.1.1 migrated since it was taken`,
    ],
    [
      'was taken before another version has run migrations that left no revision',
      {
        journal: [
          ...released(other, 5),
          {
            ...{ at: ago(5), release: `${other}.1.1`, state: 'prepared' },
            facts: { revisionProblem: 'no known table' },
          },
        ],
      },
      `${other}.1.1 may have migrated since it was taken`,
    ],
    [
      'was taken before a manual migration',
      { revision: 'b2' },
      'has schema revision a1, but the database is now at b2',
    ],
  ])('%s', async (_name, answers, message) => {
    await store()
    await expect(prove(inputs(), server(here, answers))).rejects.toThrow(
      `does not protect this deployment: ${message.startsWith('has') ? 'it ' : ''}${message}. Create a new backup`,
    )
  })

  test('was taken by a runner whose clock was ahead', async () => {
    const answers = { journal: released(other, 5, 'switched') }
    await store(manifest({ clocks: { runner: 6 * 60_000, store: 0 } }))
    await prove(inputs(), server(here, answers))
    await store(manifest({ clocks: { runner: 4 * 60_000, store: 0 } }))
    await expect(prove(inputs(), server(here, answers))).rejects.toThrow('went live since')
  })

  test('has lost its dump, or a part of it', async () => {
    await store(manifest(), 'ab')
    await expect(prove(inputs(), ours)).rejects.toThrow('its dump is no longer in the bucket')
    await s3.remove(`${folder}/data/${id}/dump.pgc`)
    await expect(prove(inputs(), ours)).rejects.toThrow('its dump is no longer in the bucket')
  })

  test('has no manifest', async () => {
    await store()
    await s3.remove(key)
    await expect(prove(inputs(), ours)).rejects.toThrow('there is no backup at')
  })
})
