import { createHash } from 'node:crypto'
import { UserError } from '@tsh/action'
import { readEntry, type TarEntry, tarEntries } from './tar.ts'

/** An image in a `docker save` archive. */
export interface ArchivedImage {
  /** The digest of its configuration, which identifies all of its content. */
  id: string
  /** Possible ids on a server: the image id or, with containerd, the digest of its manifest or of an index with this image only. */
  serverIds: readonly string[]
  /** The tags that it is loaded with, as Docker displays them. */
  tags: readonly string[]
  /** Empty if not specified. */
  architecture: string
  /** Its layers, lowest first: the file in the archive and the content digest. */
  layers: readonly { file: string; digest: string }[]
}

export interface ImageArchive {
  path: string
  entries: readonly TarEntry[]
  images: readonly ArchivedImage[]
  /** Other images that would be loaded, by name or digest. */
  others: readonly string[]
}

/** An image name as Docker displays it: without the Docker Hub host. */
export const familiarName = (image: string): string =>
  image.replace(/^(index\.)?docker\.io\/(library\/)?/, '')

/**
 * The files written by `docker save`: the OCI layout, and that of engines before 25, in which a layer can be a link to
 * another layer. Docker may interpret any other path or link as one of these.
 */
const NAMES: Record<TarEntry['type'], RegExp> = {
  folder: /^(blobs\/(sha256\/)?|[0-9a-f]{64}\/)$/,
  link: /^[0-9a-f]{64}\/layer\.tar$/,
  file: /^(blobs\/sha256\/[0-9a-f]{64}|[0-9a-f]{64}(\.json|\/(layer\.tar|json|VERSION))|(index|manifest)\.json|oci-layout|repositories)$/,
}

/**
 * Reads the images of an archive, without their layers.
 * @throws UserError when it is not such an archive, or contains files that `docker save` does not write
 */
export async function readImageArchive(path: string): Promise<ImageArchive> {
  const entries = await tarEntries(path)
  const unexpected = entries.find(({ name, type }) => !NAMES[type].test(name))
  if (unexpected)
    throw new UserError(`"${path}" contains "${unexpected.name}", which "docker save" does not write`)
  const find: Find = async name => {
    const entry = entries.find(candidate => candidate.name === name)
    return entry && (await readEntry(path, entry))
  }
  const manifest = await find('manifest.json')
  if (manifest === undefined)
    throw new UserError(`"${path}" has no manifest.json, so it is not a complete "docker save" archive`)
  try {
    return { path, entries, ...(await readImages(find, manifest)) }
  } catch (cause) {
    throw new UserError(`"${path}" is not a valid "docker save" archive`, { cause })
  }
}

/** The content of a file in the archive, or undefined if it does not exist. */
type Find = (name: string) => Promise<string | undefined>

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

async function readImages(find: Find, manifest: string): Promise<Pick<ImageArchive, 'images' | 'others'>> {
  const listed = await Promise.all(
    (JSON.parse(manifest) as ManifestEntry[]).map(entry => imageOf(find, entry)),
  )
  const indexed = await indexedIn(find)
  const images = [...new Map(listed.map(image => [image.id, image])).values()].map(image => {
    const same = indexed.filter(({ configs }) => configs.size === 1 && configs.has(image.id))
    const tags = listed.filter(({ id }) => id === image.id).flatMap(image => image.tags)
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

/** An entry of `index.json`, which containerd loads; containerd reads tags from here, not from `manifest.json`. */
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
  /** The configuration digests of all images behind the digest. */
  configs: ReadonlySet<string>
}

async function indexedIn(find: Find): Promise<Indexed[]> {
  // Engines before 25 wrote no index and had no containerd image store.
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

/** The configuration digests of all images behind a digest. Attestations have an unknown platform and are never run. */
async function configsOf(find: Find, digest: string): Promise<string[]> {
  const text = await find(`blobs/${digest.replace(':', '/')}`)
  if (text === undefined || digestOf(text) !== digest) return []
  const { config, manifests = [] } = JSON.parse(text) as { config?: Descriptor; manifests?: Descriptor[] }
  const parts = manifests.filter(({ platform }) => platform?.os !== 'unknown')
  const configs = await Promise.all(parts.map(part => configsOf(find, part.digest)))
  return [...(config ? [config.digest] : []), ...configs.flat()]
}

/**
 * The archive entries that are missing on a server. A layer is present only together with all layers below it, so the
 * present layers are a prefix of some image's layers.
 *
 * @param present the layers of each image on the server, lowest first
 */
export function missingEntries(
  { entries, images }: ImageArchive,
  present: readonly (readonly string[])[],
): readonly TarEntry[] {
  // In archives of old engines a layer can be a link to another layer, which must then be present.
  if (entries.some(({ type }) => type === 'link')) return entries
  const needed = new Set<string>()
  const known = new Set<string>()
  for (const { layers } of images) {
    const count = Math.max(0, ...present.map(other => sharedLayers(layers, other)))
    for (const [at, { file }] of layers.entries()) (at < count ? known : needed).add(file)
  }
  return entries.filter(({ name }) => !known.has(name) || needed.has(name))
}

function sharedLayers(layers: ArchivedImage['layers'], other: readonly string[]): number {
  const differs = layers.findIndex(({ digest }, at) => digest !== other[at])
  return differs === -1 ? layers.length : differs
}
