import type { Manifest } from '@tsh/backup'
import { decrypted } from '@tsh/backup/engine'
import type { S3Double } from '@tsh/testing'
import { IDENTITY } from './place/age-keys.ts'
import type { CaseContext } from './place/case-context.ts'
import { collected } from './place/collected.ts'
import { DIGEST } from './place/database-server.ts'

/** Why the stored backup is not a complete copy of the database; undefined if it is. */
export async function incompleteReason(context: CaseContext, key: string): Promise<string | undefined> {
  const text = context.double.objects.get(key)?.body().toString('utf8')
  if (text === undefined) return 'there is no manifest'
  const manifest = JSON.parse(text) as Manifest
  const missing = Object.values(manifest.objects).find(object => !matches(context.double, object))
  if (missing) return `${missing.key} does not match the manifest`
  const stored = context.double.objects.get(manifest.objects.dump.key)?.body() as Buffer
  const plain = manifest.encryption.mode === 'age' ? await opened(stored) : stored
  const digest = await context.dbServer.inContainer(DIGEST, plain).catch(cause => String(cause))
  return digest === context.contents ? undefined : `it restores to different contents (${digest})`
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
