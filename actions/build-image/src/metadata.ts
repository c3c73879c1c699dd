import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '@tsh/action'

/** Gives bake a file to write what it built into, and removes it afterwards. */
export async function withMetadataFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'bake-'))
  try {
    return await work(join(folder, 'metadata.json'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The digest of each pushed target.
 * @throws UserError when one has none: a tag can be moved, so nothing is deployed by tag
 */
export function digestsOf(metadata: string, targets: readonly string[]): Record<string, string> {
  const built = JSON.parse(metadata) as Record<string, { 'containerimage.digest'?: string }>
  return Object.fromEntries(
    targets.map(target => {
      const digest = built[target]?.['containerimage.digest']
      if (!digest)
        throw new UserError(
          `"${target}" was pushed, but no digest was reported; refusing to continue with a tag`,
        )
      return [target, digest]
    }),
  )
}
