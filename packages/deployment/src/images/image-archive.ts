import { createHash } from 'node:crypto'
import { UserError } from '@tsh/action'
import { readEntry, type TarEntry, tarEntries } from './tar.ts'

/** An image inside an archive of `docker save`. */
export interface ArchivedImage {
  /** The digest of its configuration, by which everything in it is named. */
  id: string
  /** What a server may call it: its id, or with containerd the digest of a manifest, or of an index, of nothing else. */
  serverIds: readonly string[]
  /** The tags that it would be loaded with, as Docker shows them. */
  tags: readonly string[]
  /** Empty when it names none. */
  architecture: string
  /** Its layers, lowest first: the file in the archive and the digest of the content. */
  layers: readonly { file: string; digest: string }[]
}

export interface ImageArchive {
  path: string
  entries: readonly TarEntry[]
  images: readonly ArchivedImage[]
  /** What else it would load, by name or digest. */
  others: readonly string[]
}

/** A name as Docker shows it: without the host of Docker Hub. */
export const familiarName = (image: string): string =>
  image.replace(/^(index\.)?docker\.io\/(library\/)?/, '')

/**
 * What `docker save` writes: the layout of OCI, and that of engines before 25, in which a layer can be a link to another
 * one. Docker takes any other path or link for one of these.
 */
const NAMES: Record<TarEntry['type'], RegExp> = {
  folder: /^(blobs\/(sha256\/)?|[0-9a-f]{64}\/)$/,
  link: /^[0-9a-f]{64}\/layer\.tar$/,
  file: /^(blobs\/sha256\/[0-9a-f]{64}|[0-9a-f]{64}(\.json|\/(layer\.tar|json|VERSION))|(index|manifest)\.json|oci-layout|repositories)$/,
}

/**
 * Reads what images are in an archive, without their layers.
 * @throws UserError when it is none, or has more in it than `docker save` writes
 */
export async function readImageArchive(path: string): Promise<ImageArchive> {
  const entries = await tarEntries(path)
  const strange = entries.find(({ name, type }) => !NAMES[type].test(name))
  if (strange) throw new UserError(`"${path}" has "${strange.name}", which "docker save" does not write`)
  const find: Find = async name => {
    const entry = entries.find(candidate => candidate.name === name)
    return entry && (await readEntry(path, entry))
  }
  const manifest = await find('manifest.json')
  if (manifest === undefined)
    throw new UserError(`"${path}" has no manifest.json, so "docker save" did not write it whole`)
  try {
    return { path, entries, ...(await readImages(find, manifest)) }
  } catch (cause) {
    throw new UserError(`"${path}" is not what "docker save" writes`, { cause })
  }
}

/** The content of a file in the archive, if there is one of that name. */
type Find = (name: string) => Promise<string | undefined>

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

async function readImages(find: Find, manifest: string): Promise<Pick<ImageArchive, 'images' | 'others'>> {
  const listed = await Promise.all((JSON.parse(manifest) as ManifestEntry[]).map(one => imageOf(find, one)))
  const indexed = await indexedIn(find)
  const images = [...new Map(listed.map(image => [image.id, image])).values()].map(image => {
    const same = indexed.filter(({ configs }) => configs.size === 1 && configs.has(image.id))
    const tags = listed.filter(({ id }) => id === image.id).flatMap(one => one.tags)
    return {
      ...image,
      serverIds: [...new Set([image.id, ...same.map(({ digest }) => digest)])],
      tags: [...new Set([...tags, ...same.flatMap(({ name }) => (name ? [familiarName(name)] : []))])],
    }
  })
  const known = images.flatMap(({ serverIds }) => serverIds)
  const others = indexed.filter(({ digest }) => !known.includes(digest))
  return { images, others: others.map(({ digest, name }) => name ?? digest) }
}

/** An image in `manifest.json`, which engines without containerd load. */
interface ManifestEntry {
  Config: string
  RepoTags: string[] | null
  Layers: string[]
}

async function imageOf(
  find: Find,
  { Config, RepoTags, Layers }: ManifestEntry,
): Promise<Omit<ArchivedImage, 'serverIds'>> {
  const text = (await find(Config)) ?? ''
  const { rootfs, architecture = '' } = JSON.parse(text) as {
    rootfs: { diff_ids: string[] }
    architecture?: string
  }
  return {
    id: digestOf(text),
    tags: (RepoTags ?? []).map(familiarName),
    architecture,
    layers: Layers.map((file, at) => ({ file, digest: rootfs.diff_ids[at] ?? '' })),
  }
}

/** A part of `index.json`, which containerd loads; for it a tag is here, and need not be in `manifest.json`. */
interface Descriptor {
  digest: string
  platform?: { os?: string }
  annotations?: Record<string, string>
}

const IMAGE_NAME = 'io.containerd.image.name'
const REFERENCE_NAME = 'org.opencontainers.image.ref.name'

interface Indexed {
  digest: string
  name: string | undefined
  /** The configurations of all images that the digest stands for. */
  configs: ReadonlySet<string>
}

async function indexedIn(find: Find): Promise<Indexed[]> {
  // Engines before 25 wrote no index, and containerd's image store is younger.
  const index = (await find('index.json')) ?? '{ "manifests": [] }'
  const { manifests } = JSON.parse(index) as { manifests: Descriptor[] }
  return Promise.all(
    manifests.map(async ({ digest, annotations = {} }) => ({
      digest,
      name: annotations[IMAGE_NAME] ?? annotations[REFERENCE_NAME],
      configs: new Set(await configsOf(find, digest)),
    })),
  )
}

/** The configurations of all images that a digest stands for. Attestations are of an unknown platform, and never run. */
async function configsOf(find: Find, digest: string): Promise<string[]> {
  const text = await find(`blobs/${digest.replace(':', '/')}`)
  if (text === undefined || digestOf(text) !== digest) return []
  const { config, manifests = [] } = JSON.parse(text) as { config?: Descriptor; manifests?: Descriptor[] }
  const parts = manifests.filter(({ platform }) => platform?.os !== 'unknown')
  const configs = await Promise.all(parts.map(part => configsOf(find, part.digest)))
  return [...(config ? [config.digest] : []), ...configs.flat()]
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
  if (entries.some(({ type }) => type === 'link')) return entries
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
