import { UserError } from '@tsh/action'
import { readEntry, type TarEntry, tarEntries } from './tar.ts'

/** An image inside an archive of `docker save`. */
export interface ArchivedImage {
  tags: readonly string[]
  /** The ids that a server may give it: the digest of its configuration, or with containerd that of its manifest. */
  ids: readonly string[]
  /** Its layers, lowest first: the file in the archive and the digest of the content. */
  layers: readonly { file: string; digest: string }[]
}

export interface ImageArchive {
  path: string
  entries: readonly TarEntry[]
  images: readonly ArchivedImage[]
}

/**
 * Reads what images are in an archive, without their layers.
 * @throws UserError when it is none
 */
export async function readImageArchive(path: string): Promise<ImageArchive> {
  const entries = await tarEntries(path)
  const read = async (name: string): Promise<unknown> => {
    const entry = entries.find(candidate => candidate.name === name)
    if (!entry) throw new UserError(`"${path}" has no ${name}, so "docker save" did not write it whole`)
    return JSON.parse(await readEntry(path, entry))
  }
  const manifest = (await read('manifest.json')) as { Config: string; RepoTags: string[]; Layers: string[] }[]
  // Engines before 25 wrote none, and containerd's image store is younger.
  const index = entries.some(({ name }) => name === 'index.json')
    ? ((await read('index.json')) as { manifests: { digest: string }[] })
    : { manifests: [] }
  const images = manifest.map(async ({ Config, RepoTags, Layers }) => {
    const { rootfs } = (await read(Config)) as { rootfs: { diff_ids: string[] } }
    return {
      tags: RepoTags ?? [],
      ids: [`sha256:${/[0-9a-f]{64}/.exec(Config)?.[0]}`, ...index.manifests.map(({ digest }) => digest)],
      layers: Layers.map((file, at) => ({ file, digest: rootfs.diff_ids[at] ?? '' })),
    }
  })
  return { path, entries, images: await Promise.all(images) }
}

/**
 * The parts of an archive that a server lacks. A layer is there only together with all layers below it, so those that it
 * has are the beginning of some image's layers.
 *
 * @param present the layers of each image on the server, lowest first
 */
export function lackingEntries(
  { entries, images }: ImageArchive,
  present: readonly (readonly string[])[],
): readonly TarEntry[] {
  // In the archives of old engines a layer can be a link to another one, which must be there then.
  if (entries.some(({ name, file }) => !file && !name.endsWith('/'))) return entries
  const needed = new Set<string>()
  const had = new Set<string>()
  for (const { layers } of images) {
    const count = Math.max(0, ...present.map(other => sharedLayers(layers, other)))
    for (const [at, { file }] of layers.entries()) (at < count ? had : needed).add(file)
  }
  return entries.filter(({ name }) => !had.has(name) || needed.has(name))
}

function sharedLayers(layers: ArchivedImage['layers'], other: readonly string[]): number {
  const differs = layers.findIndex(({ digest }, at) => digest !== other[at])
  return differs === -1 ? layers.length : differs
}
