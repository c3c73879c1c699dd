import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { declaredOutputs, recordingRemote } from '@tsh/testing'
import { backUp } from '../src/back-up.ts'
import type { Bucket } from '../src/bucket.ts'
import { databaseService } from '../src/database.ts'
import type { BackupInputs } from '../src/inputs.ts'

const inputs: BackupInputs = {
  target: { host: 'h', port: 22, user: 'root', privateKey: '', knownHosts: [] },
  project: { path: '/opt/erp', composeFile: 'c.yml', envFile: '.env' },
  service: '',
  version: 'production-v2026.01.31-1a2b3c4',
  storage: { bucket: 'b', region: 'r', endpoint: '', accessKeyId: 'a', secretAccessKey: 's' },
  prefix: 'erp/production',
}
const archive = Buffer.concat([Buffer.from('PGDMP'), Buffer.alloc(40 * 1024 * 1024, 'x')])

interface End {
  code: number | undefined
  signal?: string
}

/** A server whose pg_dump writes these bytes and ends like this. */
function server(bytes: Buffer, { code, signal }: End) {
  const remote = recordingRemote(line => {
    if (line.includes('config --format json'))
      return { stdout: JSON.stringify({ services: { db: { image: 'postgres:15-alpine' } } }) }
    return line.includes('ps --quiet db') ? { stdout: 'c0ffee\n' } : undefined
  })
  remote.stream = async command => {
    remote.commands.push(command.join(' '))
    const finished = Promise.resolve({ code, signal, stderr: 'pg_dump: error: it hurts' })
    const pieces = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, i) =>
      bytes.subarray(i * 65_536, (i + 1) * 65_536),
    )
    return { output: Readable.from(pieces), finished, end() {}, abort() {} }
  }
  return remote
}

/** A bucket in memory; `damage` changes what is read back. */
function bucketOf(damage: (body: Buffer) => Buffer = body => body) {
  const objects = new Map<string, Buffer>()
  const open = new Set<string>()
  const bucket: Bucket = {
    async startUpload(key) {
      open.add(key)
      const parts: Buffer[] = []
      return {
        part: async body => void parts.push(body),
        async commit() {
          open.delete(key)
          objects.set(key, Buffer.concat(parts))
        },
        abort: async () => void open.delete(key),
      }
    },
    put: async (key, text) => void objects.set(key, Buffer.from(text)),
    read: async key => Readable.from([damage(objects.get(key) ?? Buffer.alloc(0))]),
    remove: async key => void objects.delete(key),
  }
  return { bucket, objects, open }
}

test('a complete dump becomes an object and a manifest that names its hash', async () => {
  const { bucket, objects } = bucketOf()
  const result = await backUp(inputs, server(archive, { code: 0 }), bucket)
  expect(Object.keys(result).sort()).toEqual(declaredOutputs('pg-backup'))
  expect(objects.get(`${result.backup}.dump`)?.equals(archive)).toBe(true)
  const manifest = JSON.parse(String(objects.get(`${result.backup}.json`)))
  expect(manifest).toMatchObject({
    size: archive.length,
    sha256: createHash('sha256').update(archive).digest('hex'),
  })
})

describe('leaves nothing in the bucket and fails when', () => {
  const half = archive.subarray(0, 20 * 1024 * 1024)
  const cases: [string, Buffer, End, RegExp][] = [
    ['pg_dump fails after all of it', archive, { code: 1 }, /pg_dump exit 1 after 42 MB.*it hurts/],
    [
      'pg_dump is killed half-way',
      half,
      { code: undefined, signal: 'SIGKILL' },
      /pg_dump SIGKILL after 21 MB/,
    ],
    ['the connection is lost', half, { code: undefined }, /connection lost after 21 MB/],
    ['nothing is dumped', Buffer.alloc(0), { code: 0 }, /backup incomplete/],
    ['something else than an archive comes', Buffer.from('psql: error'), { code: 0 }, /backup incomplete/],
  ]
  test.each(cases)('%s', async (_name, bytes, end, message) => {
    const { bucket, objects, open } = bucketOf()
    const attempt = backUp(inputs, server(bytes, end), bucket)
    await expect(attempt).rejects.toThrow(UserError)
    await expect(attempt).rejects.toThrow(message)
    expect([objects.size, open.size]).toEqual([0, 0])
  })

  test('the object read back is not what was written', async () => {
    const { bucket, objects } = bucketOf(body => Buffer.concat([body.subarray(0, -1), Buffer.from('y')]))
    await expect(backUp(inputs, server(archive, { code: 0 }), bucket)).rejects.toThrow('not what was written')
    expect(objects.size).toBe(0)
  })
})

test('finds the database by its image, and asks when it cannot tell', () => {
  const model = {
    name: '',
    services: { app: { image: 'erp:1' }, db: { image: 'docker.io/library/postgres:15' } },
  }
  expect(databaseService(model, '')).toBe('db')
  expect(() => databaseService(model, 'pg')).toThrow('no service "pg" (it has app, db)')
  expect(() => databaseService({ name: '', services: {} }, '')).toThrow('Set "database-service"')
})
