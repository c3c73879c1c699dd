import { join } from 'node:path'
import { cachedBundle } from './cache.ts'
import { cachedTree } from './tree.ts'

/** A tree that tests use instead of the cache. */
const given = (): string | undefined => process.env.TSH_BUNDLES || undefined

/** The folder with index.js of an action under test: from the tree in `TSH_BUNDLES`, otherwise built from the sources. */
export async function bundleInUse(action: string): Promise<string> {
  const tree = given()
  return tree === undefined ? await cachedBundle(action) : join(tree, action)
}

/** The complete tree under test: the one in `TSH_BUNDLES`, otherwise built from the sources. */
export async function treeInUse(): Promise<string> {
  return given() ?? (await cachedTree())
}
