import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Database, DatabaseProperties } from '@tsh/postgres'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { manifestOf } from '../../src/backup/manifest-of.ts'
import { writeSideObjects } from '../../src/backup/publish.ts'
import { formatManifest, type Manifest } from '../../src/catalogue/manifest.ts'
import type { BackupContext } from '../../src/context.ts'
import { applyProperties } from '../../src/restore/swap/apply-properties.ts'
import type { Bucket } from '../../src/store/bucket.ts'

const properties: DatabaseProperties = {
  ...{ comment: null, connectionLimit: -1, grants: null, labels: [] },
  settings: [
    { role: null, name: 'app.jwt_secret', value: 'hunter2' },
    { role: 'app', name: 'search_path', value: 'shop, "$user"' },
  ],
}

const locale = { encoding: 'UTF8', collate: 'C', ctype: 'C' }

function fakeBucket() {
  const objects = new Map<string, Buffer>()
  const bucket = {
    async put(key: string, body: string | Uint8Array) {
      objects.set(key, Buffer.from(body))
    },
    async head(key: string) {
      const body = objects.get(key)
      return body && { key, size: body.length, modified: '', metadata: {} }
    },
    async read(key: string) {
      return (async function* () {
        yield objects.get(key) ?? Buffer.alloc(0)
      })()
    },
  } as unknown as Bucket
  return { bucket, objects }
}

/** A backup of a database with these properties. */
async function backedUp(mode: 'age' | 'none', recipients: string[]) {
  const { bucket, objects } = fakeBucket()
  const encryption = { mode, key: '', recipients, identity: '' }
  const context = {
    ...{ id: 'b1', warnings: [], clock: 0, database: { source: {} }, ports: { bucket } },
    inputs: { encryption, storage: { environment: 'production' }, version: '', verify: 1, allowShrink: '' },
    facts: {
      readAt: 0,
      version: 150_012,
      database: 'erp',
      owner: 'erp',
      extensions: {},
      now: '2026-01-31T00:00:00Z',
      ...locale,
    },
    keys: { folder: (id: string) => `data/${id}/` },
  } as unknown as BackupContext
  const options = { token: 'b1', checksum: 'none' as const, encryption: { mode } }
  const written = {
    ...{ tables: [], rows: 0, roles: Buffer.from('CREATE ROLE app;'), properties, codec: '' },
    dump: { key: 'data/b1/dump', size: 1, sha256: 'x', list: '', entries: 0, warnings: [] },
    snapshot: { id: '1', tables: [], sequences: 0, largeObjects: 0 },
  } as unknown as Parameters<typeof writeSideObjects>[1]
  const side = await writeSideObjects(context, written, options)
  const stored = { ...written, objects: side, options } as unknown as Parameters<typeof manifestOf>[1]
  const manifest = JSON.parse(formatManifest(manifestOf(context, stored))) as Manifest
  return { bucket, manifest, objects }
}

/** The statements that a restore runs on the server. */
async function applied(archive: { bucket: Bucket; manifest: Manifest; identity: string }): Promise<string> {
  let statements = ''
  const server = {
    async run(_script: string, { input }: { input: string }) {
      statements = input
    },
  } as unknown as Database
  await applyProperties(server, archive, 'erp_restored')
  return statements
}

let identity: string
let recipients: string[]
beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
  identity = await generateIdentity()
  recipients = [await identityToRecipient(identity)]
})
afterEach(() => {
  jest.restoreAllMocks()
})

describe('the settings of a database', () => {
  test('are never in clear text with age, and are restored unchanged', async () => {
    const { bucket, manifest, objects } = await backedUp('age', recipients)
    for (const text of [
      JSON.stringify(manifest),
      ...[...objects.values()].map(body => body.toString('latin1')),
    ])
      expect(text).not.toContain('hunter2')
    expect(manifest.server.properties?.settings).toEqual([
      { role: null, name: 'app.jwt_secret' },
      { role: 'app', name: 'search_path' },
    ])
    // The SHA-256 of a short text would confirm a guess.
    expect(manifest.objects.settings).not.toHaveProperty('sha256Plain')
    const statements = await applied({ bucket, manifest, identity })
    expect(statements).toContain('"name":"app.jwt_secret","value":"hunter2","values":["hunter2"]')
    expect(statements).toContain('"values":["shop","$user"]')
  })

  test('are in the manifest without client-side encryption, as in older backups', async () => {
    const { bucket, manifest } = await backedUp('none', [])
    expect(manifest.server.properties).toEqual(properties)
    expect(manifest.objects.settings).toBeUndefined()
    expect(await applied({ bucket, manifest, identity: '' })).toContain('"values":["hunter2"]')
  })

  test('without their values cause an error with their names', async () => {
    const { bucket, manifest } = await backedUp('age', recipients)
    const { settings: _, ...objects } = manifest.objects
    await expect(applied({ bucket, manifest: { ...manifest, objects }, identity })).rejects.toThrow(
      'backup b1 lacks the values of settings app.jwt_secret, search_path. Use another backup',
    )
  })
})
