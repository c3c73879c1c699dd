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
import type { BackupContext } from '../context.ts'
import type { Bucket, StoredObject, WriteOptions } from '../store/bucket.ts'
import { sha256 } from '../store/sha256.ts'
import { writeAndConfirm } from '../store/write-and-confirm.ts'
import type { Written } from './manifest-of.ts'
import { restoreText } from './restore-text.ts'

/** Writes the small objects next to the dump: roles, settings, contents list, and restore instructions without this action. */
export async function writeSideObjects(
  context: BackupContext,
  { dump, snapshot, roles, properties }: Omit<Written, 'dump'> & { dump: Written['dump'] & ManifestObject },
  options: WriteOptions,
): Promise<SideObjects> {
  const { inputs, keys, id, facts } = context
  const folder = keys.folder(id)
  const age = inputs.encryption.mode === 'age'
  const globals = age
    ? { ...(await writeEncrypted(context, 'globals.sql', roles, options)), sha256Plain: sha256(roles) }
    : await write(context, `${folder}globals.sql`, roles, options)
  const instructions = restoreText({ id, facts, dump, globals, age, tables: snapshot.tables.length })
  return {
    globals,
    ...(age ? await writeSettings(context, properties, options) : {}),
    contents: await write(context, `${folder}toc.txt`, Buffer.from(dump.list), options),
    restore: await write(context, `${folder}RESTORE.txt`, Buffer.from(instructions), options),
  }
}

/** Without a SHA-256 of the plain text, which could be used to confirm a guessed short value. */
async function writeSettings(
  context: BackupContext,
  { settings }: DatabaseProperties,
  options: WriteOptions,
): Promise<Pick<SideObjects, 'settings'>> {
  if (settings.length === 0) return {}
  const text = Buffer.from(JSON.stringify(settings))
  return { settings: await writeEncrypted(context, 'settings.json', text, options) }
}

async function writeEncrypted(
  context: BackupContext,
  name: string,
  plain: Buffer,
  options: WriteOptions,
): Promise<ManifestObject> {
  const { inputs, keys, id } = context
  const ciphertext = await collected(await encrypted(once(plain), inputs.encryption.recipients))
  return write(context, `${keys.folder(id)}${name}.age`, ciphertext, options)
}

async function write(
  { ports: { bucket } }: BackupContext,
  key: string,
  body: Buffer,
  options: WriteOptions,
): Promise<ManifestObject> {
  await writeAndConfirm(() => bucket.put(key, body, options), bucket, {
    key,
    size: body.length,
    token: options.token,
  })
  const { versionId } = await verified(bucket, key, body.length)
  return { key, versionId, size: body.length, sha256: sha256(body) }
}

/** A 200 response may contain an error, which the SDK detects for some operations only, so the object is checked. */
async function verified(bucket: Bucket, key: string, size: number): Promise<StoredObject> {
  const found = await bucket.head(key)
  if (found?.size === size) return found
  const how = found ? `it has ${found.size} bytes, expected ${size}` : 'it is missing'
  throw new UserError(
    `object ${key} does not match what was written: ${how}. Check the bucket, then back up again`,
  )
}

/** Writes the manifest, which completes the backup. @returns its text */
export async function publish(bucket: Bucket, keys: BackupKeys, manifest: Manifest): Promise<string> {
  const text = formatManifest(manifest)
  const key = keys.manifest(manifest.id)
  const options: WriteOptions = { token: manifest.id, checksum: 'none', encryption: serverSide(manifest) }
  const size = Buffer.byteLength(text)
  await writeAndConfirm(() => bucket.put(key, text, options), bucket, { key, size, token: manifest.id })
  await verified(bucket, key, size)
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
