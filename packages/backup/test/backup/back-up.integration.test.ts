import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Source } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import { mustExec } from '@tsh/sandbox'
import { testFull } from '@tsh/testing/full'
import { backUp } from '../../src/backup/back-up.ts'
import { backupKeys, isBackupId } from '../../src/catalogue/keys.ts'
import { verifiedLevel } from '../../src/catalogue/manifest.ts'
import { examine } from '../../src/doctor.ts'
import type { BackupInputs } from '../../src/inputs/inputs.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'
import { busyboxImage, installCluster } from '../restore/other-servers.ts'
import { type Scene, startScene } from '../restore/restore-scene.ts'

/** A password with many special characters. */
const password = `p@ ss!#'"$x/:%41`
let scene: Scene

beforeAll(async () => {
  const busybox = await busyboxImage()
  scene = await startScene([busybox])
  const { sandbox, sql } = scene
  const quoted = password.replaceAll("'", "''")
  await sql(`CREATE ROLE reader LOGIN SUPERUSER PASSWORD '${quoted}';
    CREATE TABLE orders AS SELECT g AS id, md5(g::text) AS note FROM generate_series(1, 3000) g;`)
  const start = `docker run -d --name small -e POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_DB=shop ${busybox}`
  const table = 'CREATE TABLE t AS SELECT generate_series(1, 500) AS id'
  await mustExec(
    sandbox.server.exec,
    `${start} && until docker exec small pg_isready -q -h 127.0.0.1; do sleep 0.1; done; docker exec small psql -q -U postgres shop -c '${table}'`,
  )
})
afterAll(() => scene.stop())

const backed = (change: Partial<BackupInputs> = {}) => backUp({ ...scene.inputs, ...change }, scene.ports())
const manifestOf = (key: string) => JSON.parse(String(scene.double.objects.get(key)?.body()))
const container = (name: string): Source => ({ kind: 'container', container: name })

describe('creates a backup of', () => {
  test('a container whose only superuser is its own user, without a password', async () => {
    const done = await backed()
    expect(isBackupId(done['backup-id'])).toBe(true)
    expect(done['verified-level']).toBe(2)
    expect(manifestOf(done['backup-manifest'])).toMatchObject({
      ...{ database: 'erp', source: { container: 'db' }, dump: { codec: '2' } },
      contents: { rows: 3000, tables: [{ table: '"public"."orders"', rows: 3000 }] },
    })
  })

  test('a server with busybox tools only, as in an alpine image', async () => {
    const done = await backed({ source: container('small') })
    expect(manifestOf(done['backup-manifest'])).toMatchObject({
      dump: { codec: 'zstd:1' },
      contents: { rows: 500 },
    })
  })

  // Installs PostgreSQL on the server; the containers are the sample.
  testFull("the host's own cluster", async () => {
    await installCluster(scene.sandbox)
    const login = { ...scene.inputs.login, database: 'stock' }
    const { 'backup-manifest': manifest } = await backed({ source: { kind: 'host' }, login })
    expect(manifestOf(manifest)).toMatchObject({ database: 'stock', source: {}, contents: { rows: 40 } })
  })

  test('a database that requires a password with special characters', async () => {
    const login = { ...(await networkLogin()), user: 'reader', password }
    expect((await backed({ login }))['size-bytes']).toBeGreaterThan(1000)
  })
})

/** Over the network the server requires a password; its own socket uses trust. */
async function networkLogin() {
  const address = await mustExec(
    scene.sandbox.server.exec,
    "docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' db",
  )
  return { database: 'erp', user: 'reader', host: address, port: '5432', password: 'wrong' }
}

describe('reports problems with', () => {
  test('the password, the role, the database, the address', async () => {
    const login = await networkLogin()
    const good = { ...login, password }
    await expect(backed({ login })).rejects.toThrow(/PostgreSQL in .* rejected the login: .*"reader"/)
    await expect(backed({ login: { ...good, user: 'unknown' } })).rejects.toThrow(
      /rejected the login: .*"unknown"/,
    )
    await expect(backed({ login: { ...good, database: 'nothing' } })).rejects.toThrow(
      /no such database.*"nothing"/,
    )
    await expect(backed({ login: { ...good, port: '5499' } })).rejects.toThrow(
      /port 5499 failed: Connection refused/,
    )
  })

  test('a pg_dump that is older than the server', async () => {
    const shim = '#!/bin/sh\necho "pg_dump (PostgreSQL) 14.1"'
    const place = 'dump=$(command -v pg_dump); mv "$dump" "$dump.real"; cat > "$dump"; chmod 755 "$dump"'
    await scene.inside(place, shim)
    await expect(backed()).rejects.toThrow('pg_dump 14.1 cannot dump server 15; install a client >= 15')
    await scene.inside('dump=$(command -v pg_dump); mv "$dump.real" "$dump"')
  })

  test('a server that would skip damaged rows', async () => {
    await scene.sql('ALTER DATABASE erp SET zero_damaged_pages = on')
    await expect(backed()).rejects.toThrow('zero_damaged_pages is on')
    await scene.sql('ALTER DATABASE erp RESET zero_damaged_pages')
  })

  test('a container that does not exist or is not running', async () => {
    await mustExec(scene.sandbox.server.exec, 'docker create --name idle postgres:15-alpine')
    await expect(backed({ source: container('other') })).rejects.toThrow('there is no container "other"')
    await expect(backed({ source: container('idle') })).rejects.toThrow(
      'container idle on root@127.0.0.1 is not running',
    )
  })

  const storage = (change: Partial<BackupInputs['storage']>): Partial<BackupInputs['storage']> => change
  test.each([
    ['the secret key', storage({ secretAccessKey: 'wrong' }), 'Check AWS_'],
    ['the access key', storage({ accessKeyId: 'AKIAWRONG' }), 'Check AWS_'],
    ['the bucket', storage({ bucket: 'nowhere' }), 'Check AWS_S3_BUCKET'],
    ['the region', storage({ region: 'us-east-2' }), 'Check AWS_REGION'],
    ['the owner of the bucket', storage({ owner: '999999999999' }), 'bucket-owner'],
    [
      'the URL of the store',
      storage({ endpoint: 'http://127.0.0.1:9' }),
      'connection refused. Check "endpoint"',
    ],
  ])('%s, without showing a key', async (_name, change, message) => {
    const inputs = { ...scene.inputs, storage: { ...scene.inputs.storage, ...change } }
    const attempt = backUp(inputs, scene.ports({ bucket: openBucket(inputs.storage) }))
    await expect(attempt).rejects.toThrow(message)
    for (const secret of [scene.double.secretAccessKey, 'AWS4', 'Signature='])
      await expect(attempt).rejects.not.toThrow(secret)
  })
})

test('the doctor reports problems and changes nothing but the probe', async () => {
  const { double } = scene
  const before = [...double.objects.keys()].filter(key => !key.endsWith('/probe'))
  const healthy = {
    ...{ versioning: 'Enabled' as const, publicPolicy: false, objectLock: undefined },
    publicAccess: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
    lifecycle: [{ id: 'parts', abortIncompleteDays: 2 }],
  }
  const saved = { ...double.settings }
  Object.assign(double.settings, healthy)
  expect(await examine(scene.inputs, scene.ports())).toEqual({ findings: 0 })
  Object.assign(double.settings, {
    ...{ versioning: undefined, publicAccess: undefined },
    lifecycle: [{ id: 'old', prefix: 'erp/', expirationDays: 30 }],
  })
  expect(await examine(scene.inputs, scene.ports())).toEqual({ findings: 4 })
  expect(scene.summary()).toContain('the lifecycle rule for &quot;erp/&quot;'.replaceAll('&quot;', '"'))
  Object.assign(double.settings, saved)
  expect([...double.objects.keys()].filter(key => !key.endsWith('/probe'))).toEqual(before)
})

test('a backup is kept if only the drill was not possible, and the step fails', async () => {
  const full = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 9 9 0 100% /\n'
  const remote: Remote = Object.create(scene.remote)
  remote.run = async (command, options) =>
    command[0] === 'df' ? { code: 0, stdout: full, stderr: '' } : scene.remote.run(command, options)
  const inputs = { ...scene.inputs, source: container('small'), verify: 3 as const }
  const error = await backUp(inputs, scene.ports({ remote })).catch((cause: Error) => cause.message)
  const [, id = ''] = /^backup (\S+) is complete and kept, but "verify" is set to 3/.exec(String(error)) ?? []
  expect(error).toMatch(/no drill was possible: not enough disk space .* Or set "verify" to 2/)
  const manifest = manifestOf(backupKeys(scene.inputs.storage, 'shop').manifest(id))
  expect(verifiedLevel(manifest)).toBe(2)
  expect(scene.double.objects.has(manifest.objects.dump.key)).toBe(true)
  expect(scene.summary()).toContain(id)
})

test('old backups are removed after the new one is verified; unrelated objects are kept', async () => {
  const { double, inputs } = scene
  const keys = backupKeys(inputs.storage, 'erp')
  const template = manifestOf(
    [...double.objects.keys()].findLast(key => key.startsWith(keys.catalogue)) ?? '',
  )
  const old = Array.from(
    { length: 8 },
    (_, index) => `2026010${index + 1}T000000Z-0123456789ab-1.1-00000${index}`,
  )
  for (const [index, id] of old.entries()) {
    const dump = { ...template.objects.dump, key: `${keys.folder(id)}dump.pgc`, versionId: undefined }
    const manifest = {
      ...template,
      id,
      version: '',
      finished: `2026-01-0${index + 1}T00:00:00Z`,
      objects: { dump },
      protected: index === 0,
    }
    double.put(keys.manifest(id), JSON.stringify(manifest))
    double.put(dump.key, 'x')
  }
  const unrelated = [
    `${keys.catalogue}README`,
    `${keys.data}notes.txt`,
    'erp/v1/staging/erp/catalog/x.json',
    'other',
  ]
  for (const key of unrelated) double.put(key, 'x')
  await backed({ retention: { days: 30, keepLast: 8 } })
  const left = old.filter(id => double.objects.has(keys.manifest(id)))
  expect(left).toContain(old[0]) // protected
  expect(left.length).toBeLessThan(8)
  for (const id of old) expect(double.objects.has(`${keys.folder(id)}dump.pgc`)).toBe(left.includes(id))
  for (const key of unrelated) expect(double.objects.has(key)).toBe(true)
})

test('no server was restarted or recovered', async () => {
  for (const name of ['db', 'small']) {
    const log = await mustExec(scene.sandbox.server.exec, `docker logs ${name} 2>&1`)
    expect(log).toContain('ready to accept connections')
    expect(log).not.toMatch(/terminated by signal|recovery mode|not properly shut down/)
  }
})
