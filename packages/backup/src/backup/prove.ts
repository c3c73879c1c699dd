import { log, UserError } from '@tsh/action'
import type { TableCount } from '@tsh/postgres'
import { countRows, openSnapshot, readProperties } from '@tsh/postgres'
import { formatBytes } from '@tsh/server-query'
import { dumpInto, incomplete } from '../archive/dump.ts'
import { type GatedUpload, gatedUpload, partSizeFor } from '../archive/gated-upload.ts'
import { dumpGlobals } from '../archive/globals.ts'
import type { Manifest } from '../catalogue/manifest.ts'
import type { BackupContext } from '../context.ts'
import { DrillNotPossible, drillManifest } from '../restore/drill/drill.ts'
import type { WriteOptions } from '../store/bucket.ts'
import { codecFor } from './facts.ts'
import { manifestOf, type Written } from './manifest-of.ts'
import { publish, writeSideObjects } from './publish.ts'
import { readBack } from './read-back.ts'
import { cleanUpFailed } from './retention/clean-up-failed.ts'
import { abortUploads } from './retention/remove-stale.ts'
import { type Extent, shrinkage } from './retention/shrink.ts'

/** From the snapshot to the manifest; cleans up everything on failure, unless only the drill was not possible. */
export async function prove(context: BackupContext, options: WriteOptions, before: readonly Manifest[]) {
  const { inputs, ports, id, facts, keys } = context
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
    const written = await dumpAndCount(context, upload, { options, before })
    ports.signal.throwIfAborted()
    const stored = await upload.commit()
    await abortUploads(ports.bucket, keys.folder(id))
    log.info(`Uploaded ${formatBytes(stored.size)} to ${key}`)
    const dump = {
      ...written.dump,
      key,
      versionId: stored.versionId,
      crc64: stored.crc64,
      parts: upload.parts,
    }
    if (inputs.verify >= 2) await readBack(ports.bucket, dump, ports.signal)
    const objects = await writeSideObjects(context, { ...written, dump }, options)
    const manifest = manifestOf(context, { ...written, dump, objects, options })
    const notDrilled = inputs.verify === 3 ? await addDrill(context, manifest) : undefined
    ports.signal.throwIfAborted()
    return { manifest, text: await publish(ports.bucket, keys, manifest), notDrilled }
  } catch (cause) {
    await cleanUpFailed(context, upload)
    throw cause
  }
}

/** @returns why no drill was possible; the backup is kept then, since it has been decoded and read back */
async function addDrill(context: BackupContext, manifest: Manifest): Promise<DrillNotPossible | undefined> {
  try {
    manifest.verification.push(await drillManifest(context, manifest))
    return undefined
  } catch (cause) {
    if (cause instanceof DrillNotPossible) return cause
    throw cause
  }
}

async function dumpAndCount(
  context: BackupContext,
  upload: GatedUpload,
  { options, before }: { options: WriteOptions; before: readonly Manifest[] },
): Promise<Written> {
  const { inputs, ports, database, session, facts } = context
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
    // Commands terminated by the end of the session fail too, with less clear errors.
    const ended = session.ended()
    throw ended?.includes('timeout-minutes') ? incomplete(ended) : cause
  })
  if (session.ended()) throw incomplete(`the snapshot was lost: ${session.ended()}`)
  const rows = total(tables)
  const isCounted = tables.every(table => table.rows !== undefined)
  const extent = { size: dump.size, rows: isCounted ? rows : undefined, tables: tables.length }
  checkExtent(context, extent, before)
  return { dump, tables, rows, roles, snapshot, properties, codec }
}

/** Waits for all to finish, even when one has failed: the others still use resources that the cleanup would remove. */
async function all<A, B, C>(...work: [Promise<A>, Promise<B>, Promise<C>]): Promise<[A, B, C]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

/** The expected dump size, assuming the compression ratio of the last backup; undefined if there was none. */
function expectedSize(databaseSize: number, last: Manifest | undefined): number | undefined {
  return last && (last.objects.dump.size / last.server.size) * databaseSize
}

function total(tables: readonly TableCount[]): number {
  return tables.reduce((sum, { rows = 0 }) => sum + rows, 0)
}

function checkExtent({ inputs, warnings }: BackupContext, extent: Extent, before: readonly Manifest[]): void {
  const shrunk = shrinkage(extent, before)
  if (!shrunk) return
  if (inputs.allowShrinkReason === '')
    throw new UserError(
      `${shrunk}. Is it the right database? If this is intended, set "allow-shrink-reason" to the reason`,
    )
  warnings.push(`${shrunk}; allowed because: ${inputs.allowShrinkReason}`)
}
