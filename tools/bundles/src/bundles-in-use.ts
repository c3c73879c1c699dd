import { join } from 'node:path'
import { cachedTree } from './tree.ts'

/** The whole tree under test: the one in `TSH_BUNDLES`, otherwise built from the sources. */
export async function treeInUse(): Promise<string> {
  return process.env.TSH_BUNDLES || (await cachedTree())
}

/** The folder with index.js of an action under test, which needs the rest of {@link treeInUse}. */
export async function bundleInUse(action: string): Promise<string> {
  return join(await treeInUse(), action)
}
