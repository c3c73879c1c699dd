import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { log, UserError } from '@tsh/action'
import {
  type BuiltImage,
  familiarName,
  type ImageArchive,
  missingEntries,
  readImageArchive,
  type TarEntry,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { formatBytes } from '@tsh/server-query'
import type { BuiltFor } from './architecture.ts'
import { archiveProblem } from './archive-problem.ts'
import { checkArchitecture } from './check-architecture.ts'

/**
 * The layers of every image on the server, one JSON list per line; none where the image store only accepts whole
 * images.
 */
const LAYERS = `docker info --format '{{json .DriverStatus}}' | grep -q io.containerd.snapshotter && exit 0
ids=$(docker image ls --quiet | sort -u)
[ -z "$ids" ] || docker image inspect --format '{{json .RootFS.Layers}}' $ids`

/**
 * Transfers the images of an archive over SSH: only the layers that are missing on the server, compressed. The build
 * identifies each image by the digest of its configuration, which covers all its layers; the archive is compared with
 * it before anything is sent, and the server afterwards.
 *
 * @returns the bytes of the layers that were sent, before compression
 * @throws UserError when the archive is not that of the build, or an image differs afterwards
 */
export async function sendArchive(
  remote: Remote,
  path: string,
  images: readonly BuiltImage[],
): Promise<number> {
  const names = images.map(({ image }) => image).join(', ')
  const built = images.map(({ image, id = '' }) => ({ image, ids: [id] }))
  const isThere = async (wanted: readonly Wanted[]): Promise<boolean> => {
    const is = (await mismatches(remote, wanted)).length === 0
    if (is) log.info(`${remote.name} already has ${names}`)
    return is
  }
  if (await isThere(built)) return 0
  const archive = await readImageArchive(path)
  const problem = archiveProblem(archive, images)
  if (problem) throw new UserError(problem)
  const wanted = wantedImages(archive, images)
  if (await isThere(wanted)) return 0
  await checkArchitecture(remote, wanted)
  const { stdout } = await remote.run(['sh', '-c', LAYERS, 'list the layers'])
  const present = stdout.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line) as string[]]))
  const chosen = missingEntries(archive, present)
  await send(remote, archive, chosen)
  for (const { image, ids } of wanted)
    await remote.run(['sh', '-c', TAG, 'name the image', image, ...ids], { allowFailure: true })
  const [other] = await mismatches(remote, wanted)
  if (other) throw new UserError(`${remote.name} does not have the images that were sent: ${other}`)
  return bytesIn(chosen)
}

/** An image and its possible IDs on the server. */
interface Wanted {
  image: string
  ids: readonly string[]
}

const wantedImages = (archive: ImageArchive, images: readonly BuiltImage[]): (Wanted & BuiltFor)[] =>
  images.map(({ image, id }) => {
    const { serverIds = [], architecture = '' } = archive.images.find(one => one.id === id) ?? {}
    return { image, ids: serverIds, architecture }
  })

/** An archive from the containerd store tags only one of several images with the same content. */
const TAG = 'image=$1; shift; for id; do docker tag "$id" "$image" 2> /dev/null && exit; done; exit 1'

async function send(
  remote: Remote,
  { path, entries }: ImageArchive,
  chosen: readonly TarEntry[],
): Promise<void> {
  log.info(
    `Sending ${formatBytes(bytesIn(chosen))} of ${formatBytes(bytesIn(entries))} of images to ${remote.name} (missing layers only)`,
  )
  // A read error aborts the stream, which ends the command.
  const input = pipeline(Readable.from(bytesOf(path, chosen)), createGzip({ level: 1 }), () => {})
  await remote.run(['docker', 'load', '--quiet'], { input, onLine: log.untrusted })
}

/** The entries are sent as they are in the file; followed by two empty blocks they form a valid tar. */
async function* bytesOf(path: string, entries: readonly TarEntry[]): AsyncGenerator<Buffer> {
  for (const { start, end } of entries) yield* createReadStream(path, { start, end: end - 1 })
  yield Buffer.alloc(1024)
}

/** The images that are missing or different on the server, each with both IDs. */
async function mismatches(remote: Remote, wanted: readonly Wanted[]): Promise<string[]> {
  const format = '{{.Id}} {{json .RepoTags}}'
  const command = ['docker', 'image', 'inspect', '--format', format, ...wanted.map(({ image }) => image)]
  const { stdout } = await remote.run(command, { allowFailure: true })
  const lines = stdout.split('\n')
  return wanted.flatMap(({ image, ids }) => {
    const id = lines.find(line => line.includes(`"${familiarName(image)}"`))?.split(' ')[0]
    return id && ids.includes(id) ? [] : [`image ${image} is ${id ?? 'missing'} instead of ${ids[0]}`]
  })
}

const bytesIn = (entries: readonly TarEntry[]): number =>
  entries.reduce((sum, { start, end }) => sum + end - start, 0)
