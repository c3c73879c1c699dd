import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import type { BuiltService } from '@tsh/deployment'

/** Provides a metadata file for bake, and removes it afterwards. */
export async function withMetadataFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'bake-'))
  try {
    return await work(join(folder, 'metadata.json'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Bake's metadata of a target. */
interface Metadata {
  'containerimage.digest'?: string
  /** Missing if the image is an index, as with attestations. */
  'containerimage.config.digest'?: string
}

/**
 * The digests of a pushed target.
 * @throws UserError when there is none: a tag can be moved, so nothing is deployed by tag
 */
export function digestsOf(metadata: string, target: string): BuiltService & { digest: string } {
  const targets = new Map(Object.entries(JSON.parse(metadata) as Record<string, Metadata>))
  const { 'containerimage.digest': digest, 'containerimage.config.digest': id } = targets.get(target) ?? {}
  if (!digest)
    throw new UserError(`"${target}" was pushed, but no digest was reported; refusing to continue with a tag`)
  return { digest, ...(id ? { id } : {}) }
}
