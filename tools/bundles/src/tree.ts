import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { EDITOR_SCHEMA_FILE, editorSchema } from '@tsh/settings/editor-schema'
import { buildInputsHash } from './build-inputs.ts'
import { cachedBundle, cacheFolder, keptFolder } from './cache.ts'
import { forEachParallel } from './for-each-parallel.ts'
import { actionNames, PROJECT } from './project.ts'

const WORKFLOWS = '.github/workflows'
const LICENSE = 'LICENSE'
/** Files of an action's folder besides its bundle. */
export const COPIED = ['action.yml', 'README.md']

/** Writes the tree of the tag `v1`: actions with their bundles, the public workflows, the license, and the schema of the settings. */
export async function assembleTree(
  into: string,
  bundleOf: (action: string) => Promise<string> = cachedBundle,
): Promise<void> {
  await forEachParallel(actionNames(), async action => assembleAction(action, await bundleOf(action), into))
  writeReleasedFiles(into)
}

/** Writes the folder of one action into a tree. */
export function assembleAction(action: string, bundle: string, tree: string): void {
  const into = join(tree, action)
  cpSync(bundle, into, { recursive: true, filter: path => !path.endsWith('.sha256.json') })
  for (const file of COPIED) cpSync(join(PROJECT, 'actions', action, file), join(into, file))
}

/**
 * The texts of the released tree that do not need the bundler, by path: the license, the schema for editors, and the public
 * workflows, in which `$/dist/x` of our tree becomes `$/x`.
 */
export function releasedFiles(project = PROJECT): Record<string, string> {
  const folder = join(project, WORKFLOWS)
  const names = readdirSync(folder).filter(name => !name.startsWith('.'))
  const released = (name: string): string =>
    readFileSync(join(folder, name), 'utf8').replaceAll('uses: $/dist/', 'uses: $/')
  const workflows = names.sort().map(name => [`${WORKFLOWS}/${name}`, released(name)])
  return {
    ...Object.fromEntries(workflows),
    [EDITOR_SCHEMA_FILE]: editorSchema(),
    [LICENSE]: readFileSync(join(project, LICENSE), 'utf8'),
  }
}

export function writeReleasedFiles(tree: string): void {
  for (const [name, text] of Object.entries(releasedFiles())) {
    mkdirSync(dirname(join(tree, name)), { recursive: true })
    writeFileSync(join(tree, name), text)
  }
}

/** A complete tree of the current sources in the cache. Read-only: copy it before modifying it. */
export async function cachedTree(): Promise<string> {
  const copied = actionNames().flatMap(action =>
    COPIED.map(file => readFileSync(join(PROJECT, 'actions', action, file), 'utf8')),
  )
  const parts = [
    ...actionNames().map(action => buildInputsHash(action)),
    ...copied,
    ...Object.values(releasedFiles()),
  ]
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
  return await keptFolder(join(cacheFolder(), 'trees', key), folder => assembleTree(folder))
}
