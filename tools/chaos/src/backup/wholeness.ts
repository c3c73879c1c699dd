import type { Manifest } from '@tsh/backup'
import { decrypted } from '@tsh/backup/engine'
import type { S3Double } from '@tsh/testing'
import { IDENTITY } from './place/age-keys.ts'
import type { Arena } from './place/arena.ts'
import { collected } from './place/collected.ts'
import { DIGEST } from './place/lane.ts'

/** Why what is stored under a manifest is not the database, or nothing when it is. */
export async function whyNotWhole(arena: Arena, key: string): Promise<string | undefined> {
  const text = arena.double.objects.get(key)?.body().toString('utf8')
  if (text === undefined) return 'there is no manifest'
  const manifest = JSON.parse(text) as Manifest
  const missing = Object.values(manifest.objects).find(object => !matches(arena.double, object))
  if (missing) return `${missing.key} is not what the manifest says`
  const stored = arena.double.objects.get(manifest.objects.dump.key)?.body() as Buffer
  const plain = manifest.encryption.mode === 'age' ? await opened(stored) : stored
  const digest = await arena.lane.inContainer(DIGEST, plain).catch(cause => String(cause))
  return digest === arena.contents ? undefined : `it restores to something else (${digest})`
}

function matches(double: S3Double, { key, sha256, size }: Manifest['objects']['dump']): boolean {
  const object = double.objects.get(key)
  return object?.sha256 === sha256 && object.size === size
}

async function opened(stored: Buffer): Promise<Buffer> {
  return collected(
    await decrypted(
      (async function* () {
        yield stored
      })(),
      IDENTITY,
    ),
  )
}
