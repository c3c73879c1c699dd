import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type ImageArchive, lackingEntries, readImageArchive } from './image-archive.ts'
import type { TarEntry } from './tar.ts'

/** The layers of every image on the server, a list in a line; none where the image store takes images only whole. */
const LAYERS = `docker info --format '{{json .DriverStatus}}' | grep -q io.containerd.snapshotter && exit 0
ids=$(docker image ls --quiet | sort -u)
[ -z "$ids" ] || docker image inspect --format '{{json .RootFS.Layers}}' $ids`

/**
 * Brings the images of an archive to the server through the connection: the layers that it lacks, compressed. Docker
 * compares every layer with the digest in the image's configuration, and here that of the configuration is compared.
 *
 * @throws UserError when an image is not in the archive, or is another one afterwards
 */
export async function sendArchive(remote: Remote, path: string, images: readonly string[]): Promise<void> {
  const archive = await readImageArchive(path)
  for (const image of images)
    if (!archive.images.some(({ tags }) => tags.includes(image)))
      throw new UserError(`"${path}" has no image ${image}. Build it again`)
  if ((await others(remote, archive, images)).length === 0)
    return log.info(`${remote.name} has ${images.join(', ')} already`)
  const { stdout } = await remote.run(['sh', '-c', LAYERS, 'list the layers'])
  const present = stdout.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line) as string[]]))
  await send(remote, archive, lackingEntries(archive, present))
  const [other] = await others(remote, archive, images)
  if (other) throw new UserError(`${remote.name} did not get what was sent: ${other}`)
}

async function send(
  remote: Remote,
  { path, entries }: ImageArchive,
  chosen: readonly TarEntry[],
): Promise<void> {
  log.info(
    `Sending ${megabytes(chosen)} of ${megabytes(entries)} MB of images to ${remote.name}: the layers that it lacks`,
  )
  // A file that cannot be read to its end breaks the stream off, which ends the command.
  const input = pipeline(Readable.from(bytesOf(path, chosen)), createGzip({ level: 1 }), () => {})
  await remote.run(['docker', 'load', '--quiet'], { input, onLine: log.foreign })
}

/** Entries lie in the file as they are sent, so the parts of it make a tar again with two empty blocks at its end. */
async function* bytesOf(path: string, entries: readonly TarEntry[]): AsyncGenerator<Buffer> {
  for (const { start, end } of entries) yield* createReadStream(path, { start, end: end - 1 })
  yield Buffer.alloc(1024)
}

/** Those of the images that the server has not, or has in another form, each with both ids. */
async function others(remote: Remote, archive: ImageArchive, images: readonly string[]): Promise<string[]> {
  const format = '{{.Id}} {{json .RepoTags}}'
  const command = ['docker', 'image', 'inspect', '--format', format, ...images]
  const { stdout } = await remote.run(command, { allowFailure: true })
  const lines = stdout.split('\n')
  return images.flatMap(image => {
    const id = lines.find(line => line.includes(`"${image}"`))?.split(' ')[0]
    const ids = archive.images.find(({ tags }) => tags.includes(image))?.ids ?? []
    return id && ids.includes(id) ? [] : [`image ${image} is ${id ?? 'missing'}, and not ${ids[0]}`]
  })
}

const megabytes = (entries: readonly TarEntry[]): string =>
  (entries.reduce((sum, { start, end }) => sum + end - start, 0) / 1_000_000).toFixed(1)
