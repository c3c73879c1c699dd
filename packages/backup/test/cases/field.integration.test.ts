import { afterAll, beforeAll, expect } from '@jest/globals'
import { connect } from '@tsh/remote'
import { mustExec, RELOAD_SSHD } from '@tsh/sandbox'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { backUp } from '../../src/backup/back-up.ts'
import type { Ports } from '../../src/context.ts'
import type { BackupInputs } from '../../src/inputs/inputs.ts'
import { drill } from '../../src/restore/drill/drill.ts'
import { restore } from '../../src/restore/restore.ts'
import { type Scene, startScene } from '../restore/restore-scene.ts'
import { TIMESCALE, timescaleImage } from './timescale.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
  await scene.sql('CREATE TABLE orders AS SELECT generate_series(1, 100) AS id')
})
afterAll(() => scene?.stop())

const exec = (command: string, input?: string): Promise<string> =>
  mustExec(scene.sandbox.server.exec, command, input)

type Changes = Partial<BackupInputs>

/** The content of a backup, or why it failed. */
const backedUp = (changes: Changes, ports?: Partial<Ports>): Promise<string> =>
  backUp({ ...scene.inputs, ...changes }, scene.ports(ports)).then(
    ({ 'backup-manifest': manifest }) => {
      const { database, contents } = JSON.parse(String(scene.double.objects.get(manifest)?.body()))
      return `backed up "${database}" with ${contents.rows} rows`
    },
    (cause: Error) => `refused: ${cause.message}`,
  )

const drilled = (changes: Changes): Promise<string> =>
  drill({ ...scene.inputs, ...changes }, scene.ports()).then(
    ({ rows }) => `restored ${rows} rows`,
    (cause: Error) => `refused: ${cause.message}`,
  )

/** Runs work with a temporary container `name`; every login is trusted. */
async function withContainer<T>(
  name: string,
  options: string,
  work: (changes: Changes) => Promise<T>,
): Promise<T> {
  await exec(`docker run -d --name ${name} -e POSTGRES_HOST_AUTH_METHOD=trust ${options}
until docker exec ${name} pg_isready -q -h 127.0.0.1; do sleep 0.1; done`)
  try {
    return await work({ source: { kind: 'container', container: name } })
  } finally {
    await exec(`docker rm --force --volumes ${name}`)
  }
}

const psql = (container: string, login: string, sql: string): Promise<string> =>
  exec(`docker exec -i ${container} psql -X -q -v ON_ERROR_STOP=1 ${login} -f -`, sql)

/** Runs a backup over a separate connection, with a session limit in sshd. */
async function backedUpWith(sessions: number): Promise<string> {
  const allow = (number: number): Promise<string> =>
    exec(`${RELOAD_SSHD}sed -i 's/^MaxSessions .*/MaxSessions ${number}/' /etc/ssh/sshd_config.d/rehearsal.conf
reload_sshd`)
  await allow(sessions)
  try {
    const remote = await connect(scene.inputs.target)
    return await backedUp({}, { remote }).finally(() => remote.close())
  } finally {
    await allow(100)
  }
}

// mscdex/ssh2#505 and #1190; Lynis recommends it
caseTest('case-42', 'a server that allows two sessions per connection is backed up', async () => {
  expect(await backedUpWith(2)).toBe('backed up "erp" with 100 rows')
})

caseTestFull(
  'case-42b',
  'so is one that allows a single session; one that allows none is reported',
  async () => {
    expect(await backedUpWith(1)).toBe('backed up "erp" with 100 rows')
    await expect(backedUpWith(0)).rejects.toThrow(/opened no session: .*MaxSessions/)
  },
)

// dimitri/pgcopydb#874 and #1020, pgadmin-org/pgadmin4#1794
caseTest('case-57', 'a database without an encoding is backed up and restored', async () => {
  const encoding = "-e POSTGRES_INITDB_ARGS='--no-locale --encoding=SQL_ASCII'"
  await withContainer('ascii', `${encoding} postgres:15-alpine`, async changes => {
    await psql('ascii', '-U postgres', "CREATE TABLE names AS SELECT E'caf\\351'::text AS name;")
    expect(await backedUp(changes)).toBe('backed up "postgres" with 1 rows')
    expect(await drilled(changes)).toBe('restored 1 rows')
  })
})

// prodrigestivill/docker-postgres-backup-local#16
caseTestFull(
  'case-58',
  'user and database of a container are read from files, like the password',
  async () => {
    await exec(
      'mkdir -p /root/secrets; printf clerk > /root/secrets/user; printf shop > /root/secrets/database',
    )
    const files =
      '-v /root/secrets:/run/secrets -e POSTGRES_USER_FILE=/run/secrets/user -e POSTGRES_DB_FILE=/run/secrets/database'
    await withContainer('filed', `${files} postgres:15-alpine`, async changes => {
      await psql('filed', '-U clerk shop', 'CREATE TABLE orders AS SELECT generate_series(1, 7) AS id')
      expect(await backedUp(changes)).toBe('backed up "shop" with 7 rows')
      await exec('rm /root/secrets/user')
      expect(await backedUp(changes)).toMatch(
        /^refused: no login .*container filed.*POSTGRES_USER_FILE \(cat: .*\/run\/secrets\/user.*"database-user"/,
      )
    })
  },
)

const BOOKS = `name: books
services:
  db:
    image: postgres:15-alpine
    environment: { POSTGRES_DB: postgres, POSTGRES_HOST_AUTH_METHOD: trust }
  app:
    image: books:\${VERSION}
    build: .
    environment: { DATABASE_URL: "postgresql://postgres@db:5432/shop" }
`

// k0lter/autopostgresqlbackup#13, hackoregon/civic-devops#152
caseTest('case-59', 'the database that the application uses is backed up or reported', async () => {
  await exec('mkdir -p /opt/books; cat > /opt/books/compose.yml; echo VERSION=v1 > /opt/books/.env', BOOKS)
  const compose = 'cd /opt/books && docker compose'
  await exec(
    `${compose} up -d db 2>&1; until ${compose} exec -T db pg_isready -q -h 127.0.0.1; do sleep 0.1; done`,
  )
  try {
    // A monitoring tool has created a table in a database that the application does not use.
    await psql('books-db-1', '-U postgres', 'CREATE DATABASE shop; CREATE TABLE heartbeat AS SELECT 1 AS id')
    await psql('books-db-1', '-U postgres shop', 'CREATE TABLE orders AS SELECT generate_series(1, 9) AS id')
    const project = { path: '/opt/books', composeFiles: ['compose.yml'], envFile: '.env' }
    const outcome = await backedUp({ source: { kind: 'compose', project, service: '' } })
    expect(outcome).toMatch(/^backed up "shop" with 9 rows$|^refused: .*\bshop\b/)
  } finally {
    await exec(`${compose} down --volumes 2>&1`)
  }
})

// databasus/databasus#612, timescale/timescaledb#7137. Builds its own image.
caseTestFull('case-60', 'a hypertable is restored by the drill, or refused before the dump', async () => {
  await timescaleImage(scene.sandbox)
  await withContainer('series', TIMESCALE, async changes => {
    await psql(
      'series',
      '-U postgres',
      `CREATE EXTENSION timescaledb;
CREATE TABLE devices (id int PRIMARY KEY);
INSERT INTO devices VALUES (1), (2);
CREATE TABLE measured (at timestamptz NOT NULL, device int NOT NULL REFERENCES devices, value int);
SELECT create_hypertable('measured', 'at');
INSERT INTO measured SELECT '2026-01-01'::timestamptz + g * interval '1 hour', 1 + g % 2, g FROM generate_series(1, 1000) g;`,
    )
    const outcome = await backedUp(changes)
    if (outcome.startsWith('refused')) expect(outcome).toMatch(/timescaledb/i)
    else expect(await drilled(changes)).toMatch(/^restored \d+ rows$/)
    expect(await restoredOfOwner(changes)).toBe('1000|measured')
  })
})

/** Deletes and restores a hypertable of a non-superuser in the live server. @returns its rows and hypertables */
async function restoredOfOwner(changes: Changes): Promise<string> {
  await psql(
    'series',
    '-U postgres',
    `CREATE ROLE clerk; CREATE DATABASE shop OWNER clerk;
\\c shop
CREATE EXTENSION timescaledb;
GRANT ALL ON SCHEMA public TO clerk;
SET SESSION AUTHORIZATION clerk;
CREATE TABLE measured (at timestamptz NOT NULL, value int CHECK (value > 0));
SELECT create_hypertable('measured', 'at');
INSERT INTO measured SELECT '2026-01-01'::timestamptz + g * interval '1 hour', g FROM generate_series(1, 1000) g;`,
  )
  const shop = { ...changes, login: { ...scene.inputs.login, database: 'shop' } }
  expect(await backedUp(shop)).toMatch(/^backed up "shop" with \d+ rows$/)
  expect(await drilled(shop)).toMatch(/^restored \d+ rows$/)
  await psql('series', '-U postgres shop', 'DELETE FROM measured')
  const wanted = { confirm: 'shop', skipSafetyBackupReason: 'test' }
  await restore({ ...scene.inputs, ...shop, ...wanted }, scene.ports())
  const rows = `SELECT count(*) || '|' || (SELECT string_agg(hypertable_name, ' ') FROM timescaledb_information.hypertables) FROM measured`
  return psql('series', '-A -t -U postgres shop', rows)
}

const UNRESTORABLE = `CREATE TABLE rates (rate int);
INSERT INTO rates VALUES (3);
CREATE FUNCTION rated(amount int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT amount * (SELECT rate FROM rates LIMIT 1)';
CREATE TABLE bills (amount int, total int GENERATED ALWAYS AS (rated(amount)) STORED);
INSERT INTO bills (amount) VALUES (1), (2);
CREATE FUNCTION highest() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT max(amount) FROM bills); END';
CREATE MATERIALIZED VIEW summary AS SELECT highest() AS amount;`

/** Runs work with a temporary database that has these objects. */
async function withUnrestorable(work: (changes: Changes) => Promise<void>): Promise<void> {
  await scene.sql('CREATE DATABASE billing')
  try {
    await scene.sql(UNRESTORABLE, 'billing')
    await work({ login: { ...scene.inputs.login, database: 'billing' } })
  } finally {
    await scene.sql('DROP DATABASE billing')
  }
}

// research-software-directory/RSD-as-a-service#1499, supabase/cli#3921
caseTest('case-62a', 'a backup that was not restored does not count as restorable', async () => {
  await withUnrestorable(async changes => {
    const outcome = await backedUp(changes)
    const shown = `${outcome}; summary: ${scene.summary().split('### Backup').at(-1)}`
    expect(shown).toMatch(/\bdrill\b|not restored|search_path/)
  })
})

caseTest(
  'case-62b',
  'a drill restores functions with unqualified names, or reports object and fix',
  async () => {
    await withUnrestorable(async changes => {
      expect(await backedUp(changes)).toContain('backed up "billing"')
      expect(await drilled(changes)).toMatch(
        /^restored 3 rows$|^refused: .*(rated|bills|summary|highest).*search_path/s,
      )
    })
  },
)

// sathinduga/obsidian-s3-sync-and-backup#78: Backblaze B2 has no conditional writes
caseTestFull('case-63', 'a store without conditional writes is detected before the dump', async () => {
  const { double } = scene
  double.fault = ({ headers }) =>
    headers['if-none-match'] === undefined ? undefined : { status: 501, code: 'NotImplemented' }
  const begun = double.log.length
  try {
    const outcome = await backedUp({})
    const writes = double.log.slice(begun).filter(({ operation }) => /^(Put|Create|Upload)/.test(operation))
    const dumped = writes.filter(({ key }) => key?.endsWith('dump.pgc')).length
    expect(`${outcome}; requests with parts of the dump: ${dumped}`).toMatch(
      /^refused: .*(If-None-Match|conditional).*; requests with parts of the dump: 0$/is,
    )
  } finally {
    double.fault = undefined
  }
})
