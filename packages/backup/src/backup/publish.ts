import { UserError } from '@tsh/action'
import type { DatabaseProperties } from '@tsh/postgres'
import { encrypted } from '../archive/age.ts'
import type { BackupKeys } from '../catalogue/keys.ts'
import {
  formatManifest,
  type Manifest,
  type ManifestObject,
  type SideObjects,
} from '../catalogue/manifest.ts'
import type { Scene } from '../scene.ts'
import type { Bucket, StoredObject, WriteOptions } from '../store/bucket.ts'
import { certainly } from '../store/certainly.ts'
import { sha256 } from '../store/sha256.ts'
import type { Written } from './manifest-of.ts'
import { restoreText } from './restore-text.ts'

/** Writes the small objects next to the dump: roles, settings, contents list, and how to restore without this action. */
export async function writeSideObjects(
  scene: Scene,
  { dump, snapshot, roles, properties }: Omit<Written, 'dump'> & { dump: Written['dump'] & ManifestObject },
  options: WriteOptions,
): Promise<SideObjects> {
  const { inputs, keys, id, facts } = scene
  const folder = keys.folder(id)
  const age = inputs.encryption.mode === 'age'
  const globals = age
    ? { ...(await writeEncrypted(scene, 'globals.sql', roles, options)), sha256Plain: sha256(roles) }
    : await write(scene, `${folder}globals.sql`, roles, options)
  const instructions = restoreText({ id, facts, dump, globals, age, tables: snapshot.tables.length })
  return {
    globals,
    ...(age ? await writeSettings(scene, properties, options) : {}),
    contents: await write(scene, `${folder}toc.txt`, Buffer.from(dump.list), options),
    restore: await write(scene, `${folder}RESTORE.txt`, Buffer.from(instructions), options),
  }
}

/** Without a SHA-256 of the plain text: whoever guesses the value of a short one could tell that it is right. */
async function writeSettings(
  scene: Scene,
  { settings }: DatabaseProperties,
  options: WriteOptions,
): Promise<Pick<SideObjects, 'settings'>> {
  if (settings.length === 0) return {}
  const text = Buffer.from(JSON.stringify(settings))
  return { settings: await writeEncrypted(scene, 'settings.json', text, options) }
}

async function writeEncrypted(
  scene: Scene,
  name: string,
  plain: Buffer,
  options: WriteOptions,
): Promise<ManifestObject> {
  const { inputs, keys, id } = scene
  const sealed = await collected(await encrypted(once(plain), inputs.encryption.recipients))
  return write(scene, `${keys.folder(id)}${name}.age`, sealed, options)
}

async function write(
  { ports: { bucket } }: Scene,
  key: string,
  body: Buffer,
  options: WriteOptions,
): Promise<ManifestObject> {
  await certainly(() => bucket.put(key, body, options), bucket, {
    key,
    size: body.length,
    token: options.token,
  })
  const { versionId } = await looked(bucket, key, body.length)
  return { key, versionId, size: body.length, sha256: sha256(body) }
}

/** An answer of 200 may carry an error, which the SDK sees in some operations only; so the object is looked at. */
async function looked(bucket: Bucket, key: string, size: number): Promise<StoredObject> {
  const found = await bucket.head(key)
  if (found?.size === size) return found
  const how = found ? `it has ${found.size} bytes, not ${size}` : 'it is not there'
  throw new UserError(
    `the object ${key} is not what was written: ${how}. Check the bucket, then back up again`,
  )
}

/** Writes the manifest, which makes the backup one. @returns its text */
export async function publish(bucket: Bucket, keys: BackupKeys, manifest: Manifest): Promise<string> {
  const text = formatManifest(manifest)
  const key = keys.manifest(manifest.id)
  const options: WriteOptions = { token: manifest.id, checksum: 'none', encryption: serverSide(manifest) }
  const size = Buffer.byteLength(text)
  await certainly(() => bucket.put(key, text, options), bucket, { key, size, token: manifest.id })
  await looked(bucket, key, size)
  return text
}

const serverSide = ({ encryption: { mode, key } }: Manifest): WriteOptions['encryption'] => ({ mode, key })

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of chunks) parts.push(part)
  return Buffer.concat(parts)
}
