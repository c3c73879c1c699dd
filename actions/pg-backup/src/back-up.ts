import { keepForPost, log, UserError, workflowRun } from '@tsh/action'
import {
  type BackupKeys,
  type Bucket,
  backupKeys,
  type Level,
  type Manifest,
  newBackupId,
  newestManifests,
  sha256,
  type TableCount,
  type WriteOptions,
} from '@tsh/backup'
import { tokenOf } from '@tsh/backup/s3'
import type { Remote } from '@tsh/remote'
import { tryStore } from './canary.ts'
import { type Database, openDatabase } from './database.ts'
import { drillManifest } from './drill.ts'
import { dumpInto, incomplete } from './dump.ts'
import { checkFacts, codecFor, type Facts, readFacts } from './facts.ts'
import { type GatedUpload, gatedUpload, partSizeFor } from './gated-upload.ts'
import { dumpGlobals } from './globals.ts'
import type { BackupInputs } from './inputs.ts'
import { manifestOf, type Written } from './manifest-of.ts'
import { publish, writeSideObjects } from './publish.ts'
import { readBack } from './read-back.ts'
import { report } from './report.ts'
import { retire } from './retire.ts'
import { TERMINATE } from './scripts.ts'
import { openSession, type Session } from './session.ts'
import { type Extent, shrinkage } from './shrink.ts'
import { megabytes } from './size.ts'
import { countRows, endLeftovers, openSnapshot, takeLock } from './snapshot.ts'
import { abortUploads, sweep } from './sweep.ts'

/** What the steps of a backup talk to. */
export interface Ports {
  remote: Remote
  bucket: Bucket
  signal: AbortSignal
  /** Bytes of a part; default: by the size of the database. */
  partSize?: number
  /** Milliseconds of silence after which a dump is given up; default: 5 minutes. */
  silence?: number
}

export interface BackedUp {
  backup: string
  manifest: string
  'manifest-sha256': string
  size: number
  sha256: string
  'verified-level': Level
  seconds: number
}

/**
 * Backs a database up: dumps a snapshot into the bucket, proves it, and writes the manifest last. Without the manifest
 * there is no backup, and nothing of a failed one is left.
 * @throws UserError when anything is not certain
 */
export async function backUp(inputs: BackupInputs, ports: Ports): Promise<BackedUp> {
  const id = newBackupId(new Date(), workflowRun())
  const { bucket, remote, signal } = ports
  const [clock, database] = await Promise.all([
    bucket.check(inputs.storage.prefix),
    openDatabase(inputs, remote, applicationName(id)),
  ])
  const session = await openSession(database, inputs.timeout)
  try {
    const facts = await readFacts(database, session)
    const warnings = checkFacts(facts)
    const keys = backupKeys(inputs.storage, facts.database)
    const scene = { inputs, ports, id, database, session, facts, keys, warnings, clock }
    const how = await tryStore(bucket, keys, inputs.encryption)
    signal.throwIfAborted()
    await takeLock(session, facts.database)
    await endLeftovers(session)
    await sweep(bucket, keys)
    const before = await newestManifests(bucket, keys, 10)
    keepForPost('backup', id)
    keepForPost('database', facts.database)
    const { manifest, text } = await prove(scene, { ...how, token: id }, before)
    const removed = await retire(inputs, bucket, keys, manifest)
    await report(manifest, before, removed)
    return resultOf(manifest, keys, text)
  } catch (cause) {
    throw signal.aborted ? incomplete('cancelled') : cause
  } finally {
    await session.close()
  }
}

/** At most 63 characters: the run is what a person looks for. */
export function applicationName(id: string): string {
  return `tsh-pg-backup:${id.split('-').slice(-2).join('-')}`
}

export interface Scene {
  inputs: BackupInputs
  ports: Ports
  id: string
  database: Database
  session: Session
  facts: Facts
  keys: BackupKeys
  warnings: string[]
  /** Milliseconds that the store's clock is ahead of this machine's. */
  clock: number
}

/** From the snapshot to the manifest; whatever fails takes everything away again. */
async function prove(scene: Scene, options: WriteOptions, before: readonly Manifest[]) {
  const { inputs, ports, id, facts, keys } = scene
  const age = inputs.encryption.mode === 'age'
  if (age && inputs.encryption.recipients.length === 0)
    throw new UserError('"age-recipients" is empty, so nothing would be encrypted')
  const key = `${keys.folder(id)}dump.pgc${age ? '.age' : ''}`
  const upload = gatedUpload(ports.bucket, {
    key,
    partSize: ports.partSize ?? partSizeFor(facts.size),
    options,
    readBack: inputs.verify >= 2,
  })
  try {
    const written = await dumpAndCount(scene, upload, { options, before })
    ports.signal.throwIfAborted()
    const stored = await upload.commit()
    await abortUploads(ports.bucket, keys.folder(id))
    log.info(`${megabytes(stored.size)} are in the bucket as ${key}`)
    const dump = {
      ...written.dump,
      key,
      versionId: stored.versionId,
      crc64: stored.crc64,
      parts: upload.parts,
    }
    if (inputs.verify >= 2) await readBack(ports.bucket, dump, ports.signal)
    const objects = await writeSideObjects(scene, { ...written, dump }, options)
    const manifest = manifestOf(scene, { ...written, dump, objects, options })
    if (inputs.verify === 3) manifest.verification.push(await drillManifest(scene, manifest))
    ports.signal.throwIfAborted()
    return { manifest, text: await publish(ports.bucket, keys, manifest) }
  } catch (cause) {
    await takeAway(scene, upload)
    throw cause
  }
}

async function dumpAndCount(
  scene: Scene,
  upload: GatedUpload,
  { options, before }: { options: WriteOptions; before: readonly Manifest[] },
): Promise<Written> {
  const { inputs, ports, database, session, facts } = scene
  const snapshot = await openSnapshot(session)
  log.info(
    `Dumping "${facts.database}" (${megabytes(facts.size)}, ${snapshot.tables.length} tables) from ${database.name}`,
  )
  const codec = codecFor(facts, inputs.compression)
  const recipients = options.encryption.mode === 'age' ? inputs.encryption.recipients : []
  const limits = { signal: ports.signal, silence: ports.silence }
  const plan = {
    snapshot,
    codec,
    recipients,
    decode: inputs.verify >= 2,
    expected: expectedSize(facts.size, before[0]),
    ...limits,
  }
  const [dump, tables, roles] = await all(
    dumpInto(database, upload, plan),
    countRows(session, snapshot),
    dumpGlobals(database),
  ).catch((cause: unknown) => {
    // What the end of the session has ended complains too, and less clearly.
    const ended = session.ended()
    throw ended?.includes('timeout-minutes') ? incomplete(ended) : cause
  })
  if (session.ended()) throw incomplete(`the snapshot was lost: ${session.ended()}`)
  const extent = { size: dump.size, rows: total(tables), tables: tables.length }
  checkExtent(scene, extent, before)
  return { dump, tables, rows: extent.rows, roles, snapshot, codec }
}

/** Waits for all to end, also when one has failed: the others still use what the failing one would take away. */
async function all<A, B, C>(...work: [Promise<A>, Promise<B>, Promise<C>]): Promise<[A, B, C]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

/** Bytes that the dump will have, if it shrinks as the last one did; undefined when there was none. */
function expectedSize(databaseSize: number, last: Manifest | undefined): number | undefined {
  return last && (last.objects.dump.size / last.server.size) * databaseSize
}

function total(tables: readonly TableCount[]): number {
  return tables.reduce((sum, { rows = 0 }) => sum + rows, 0)
}

function checkExtent({ inputs, warnings }: Scene, extent: Extent, before: readonly Manifest[]): void {
  const shrunk = shrinkage(extent, before)
  if (!shrunk) return
  if (inputs.allowShrink === '')
    throw new UserError(
      `${shrunk}. Is it the right database? Set "allow-shrink" to the reason when it is meant`,
    )
  warnings.push(`${shrunk}; allowed because: ${inputs.allowShrink}`)
}

/** After a failure: no upload, no object, no connection of this run is left. */
async function takeAway(
  { ports: { bucket }, keys, id, database }: Scene,
  upload: GatedUpload,
): Promise<void> {
  const uploads = upload.abort().finally(() => abortUploads(bucket, keys.folder(id)))
  const what = [uploads, removeData(bucket, keys, id), database.run(TERMINATE, { allowFailure: true })]
  for (const { status, reason } of (await Promise.allSettled(what)) as PromiseRejectedResult[])
    if (status === 'rejected')
      log.warning(`Something of the failed backup may be left: ${(reason as Error).message}`, 'pg-backup')
}

/**
 * Removes every object of a backup that came to nothing; the manifest first, if its writing ended in doubt. What somebody
 * else has put under one of its names does not carry its token, and stays.
 */
export async function removeData(bucket: Bucket, keys: BackupKeys, id: string): Promise<void> {
  const removeOwn = async (key: string): Promise<void> => {
    const found = await bucket.head(key)
    if (found && tokenOf(found) === id) await bucket.remove(key, found.versionId)
  }
  await removeOwn(keys.manifest(id))
  for await (const { key } of bucket.list(keys.folder(id))) await removeOwn(key)
}

function resultOf(manifest: Manifest, keys: BackupKeys, text: string): BackedUp {
  const { id, objects, verification, seconds } = manifest
  return {
    ...{ backup: id, manifest: keys.manifest(id), 'manifest-sha256': sha256(text) },
    ...{ size: objects.dump.size, sha256: objects.dump.sha256, seconds },
    'verified-level': Math.max(...verification.map(({ level }) => level)) as Level,
  }
}
