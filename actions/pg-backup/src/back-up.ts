import { createHash } from 'node:crypto'
import { log, table, UserError, workflowRun, writeSummary } from '@tsh/action'
import { composeCommand, readComposeModel } from '@tsh/deployment'
import type { CommandStream, Remote } from '@tsh/remote'
import type { Bucket, Upload } from './bucket.ts'
import { backupKey, DUMP, databaseService, MAGIC, megabytes } from './database.ts'
import type { BackupInputs } from './inputs.ts'

/** One part of the upload; memory holds two of them. */
const PART = 16 * 1024 * 1024

/**
 * Streams a dump of the database from the server into the bucket. The upload becomes an object only after pg_dump has
 * ended with exit code 0, is read back and compared, and counts as a backup when its manifest stands beside it.
 */
export async function backUp(
  inputs: BackupInputs,
  remote: Remote,
  bucket: Bucket,
): Promise<{ backup: string; size: number; sha256: string }> {
  const started = new Date()
  const container = await findContainer(inputs, remote)
  const key = backupKey(inputs.prefix, started, inputs.version, workflowRun())
  log.info(`Backing up container ${container.slice(0, 12)} on ${remote.name} to ${key}.dump`)
  const dump = await remote.stream(['docker', 'exec', container, 'sh', '-c', DUMP])
  const { size, sha256 } = await upload(dump, `${key}.dump`, bucket)
  await readBack(`${key}.dump`, { size, sha256 }, bucket)
  const seconds = (Date.now() - started.getTime()) / 1000
  const manifest = {
    key: `${key}.dump`,
    size,
    sha256,
    version: inputs.version,
    started: started.toISOString(),
    seconds,
  }
  await bucket.put(`${key}.json`, `${JSON.stringify({ ...manifest, run: workflowRun().url }, null, 2)}\n`)
  const row = [`\`${key}\``, megabytes(size), `${seconds.toFixed(1)} s`, `\`${sha256}\``]
  await writeSummary(`### Backup\n\n${table(['Backup', 'Size', 'Time', 'SHA-256'], [row])}\n`)
  log.info(`Backup ${key}: ${megabytes(size)} in ${seconds.toFixed(1)} s, read back and compared`)
  return { backup: key, size, sha256 }
}

async function findContainer({ project, service, version }: BackupInputs, remote: Remote): Promise<string> {
  const database = databaseService(await readComposeModel(remote, project, version), service)
  const { stdout } = await remote.run([...composeCommand(project, version), 'ps', '--quiet', database])
  const [container] = stdout.trim().split('\n')
  if (!container)
    throw new UserError(
      `no container of service "${database}" is running on ${remote.name}, so there is nothing to back up`,
    )
  return container
}

async function upload(
  dump: CommandStream,
  key: string,
  bucket: Bucket,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let open: Upload | undefined
  let size = 0
  try {
    for await (const part of partsOf(dump.output)) {
      // What is no archive is read to its end all the same, so that the exit code arrives.
      if (!open && !part.subarray(0, MAGIC.length).equals(MAGIC)) continue
      open ??= await bucket.startUpload(key)
      await open.part(part)
      hash.update(part)
      size += part.length
      log.info(`${megabytes(size)} uploaded`)
    }
    // ssh2 ends the stream cleanly when the dump was killed or the connection lost; only the exit code tells.
    const end = await dump.finished
    if (end.code !== 0 || !open) throw incomplete(end, size)
    await open.commit()
  } catch (cause) {
    dump.abort()
    await open?.abort().catch(() => log.warning(`the unfinished upload of ${key} could not be removed`))
    throw cause
  }
  return { size, sha256: hash.digest('hex') }
}

function incomplete(
  { code, signal, stderr }: { code: number | undefined; signal: string | undefined; stderr: string },
  size: number,
): UserError {
  const how = code !== undefined ? `exit ${code}` : (signal ?? 'connection lost')
  const said = stderr.trim().split('\n').slice(-3).join(' ')
  return new UserError(
    `backup incomplete (pg_dump ${how} after ${megabytes(size)}); the upload was removed and the deployment must not go on. ${said}`,
  )
}

async function* partsOf(output: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  for await (const part of output) {
    parts.push(part)
    length += part.length
    if (length < PART) continue
    yield Buffer.concat(parts)
    parts = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(parts)
}

async function readBack(
  key: string,
  written: { size: number; sha256: string },
  bucket: Bucket,
): Promise<void> {
  const hash = createHash('sha256')
  let size = 0
  for await (const part of await bucket.read(key)) {
    hash.update(part)
    size += part.length
  }
  if (size === written.size && hash.digest('hex') === written.sha256) return
  await bucket.remove(key)
  throw new UserError(
    `the object read back from the bucket is not what was written (${size} of ${written.size} bytes); it was removed`,
  )
}
