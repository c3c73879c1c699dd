import { log, UserError } from '@tsh/action'
import type { TableCount } from '@tsh/postgres'
import { countRows, openSnapshot, readProperties } from '@tsh/postgres'
import { formatBytes } from '@tsh/server'
import { dumpInto, incomplete } from '../archive/dump.ts'
import { type GatedUpload, gatedUpload, partSizeFor } from '../archive/gated-upload.ts'
import { dumpGlobals } from '../archive/globals.ts'
import type { Manifest } from '../catalogue/manifest.ts'
import { drillManifest } from '../restore/drill/drill.ts'
import type { Scene } from '../scene.ts'
import type { WriteOptions } from '../store/bucket.ts'
import { codecFor } from './facts.ts'
import { manifestOf, type Written } from './manifest-of.ts'
import { publish, writeSideObjects } from './publish.ts'
import { readBack } from './read-back.ts'
import { type Extent, shrinkage } from './retention/shrink.ts'
import { abortUploads } from './retention/sweep.ts'
import { takeAway } from './retention/take-away.ts'

/** From the snapshot to the manifest; whatever fails takes everything away again. */
export async function prove(scene: Scene, options: WriteOptions, before: readonly Manifest[]) {
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
    log.info(`${formatBytes(stored.size)} are in the bucket as ${key}`)
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
  const properties = await readProperties(session)
  log.info(
    `Dumping "${facts.database}" (${formatBytes(facts.size)}, ${snapshot.tables.length} tables) from ${database.name}`,
  )
  const codec = codecFor(facts, inputs.compression)
  const recipients = options.encryption.mode === 'age' ? inputs.encryption.recipients : []
  const limits = { signal: ports.signal, silence: ports.silence }
  const plan = {
    snapshot,
    encoding: facts.encoding,
    codec,
    recipients,
    decode: inputs.verify >= 2,
    expected: expectedSize(facts.size, before[0]),
    ...limits,
  }
  const [dump, tables, roles] = await all(
    dumpInto(database, upload, plan),
    countRows(session, snapshot),
    dumpGlobals(database, facts.encoding),
  ).catch((cause: unknown) => {
    // What the end of the session has ended complains too, and less clearly.
    const ended = session.ended()
    throw ended?.includes('timeout-minutes') ? incomplete(ended) : cause
  })
  if (session.ended()) throw incomplete(`the snapshot was lost: ${session.ended()}`)
  const rows = total(tables)
  const isCounted = tables.every(table => table.rows !== undefined)
  const extent = { size: dump.size, rows: isCounted ? rows : undefined, tables: tables.length }
  checkExtent(scene, extent, before)
  return { dump, tables, rows, roles, snapshot, properties, codec }
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
  if (inputs.allowShrinkReason === '')
    throw new UserError(
      `${shrunk}. Is it the right database? Set "allow-shrink-reason" to the reason when it is meant`,
    )
  warnings.push(`${shrunk}; allowed because: ${inputs.allowShrinkReason}`)
}
