import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { EDITOR_SCHEMA_FILE, editorSchema } from '@tsh/settings/editor-schema'
import { buildInputsHash } from './build-inputs.ts'
import { cachedBundles, cacheFolder, keptFolder } from './cache.ts'
import { actionNames, PROJECT } from './project.ts'

const WORKFLOWS = '.github/workflows'
const LICENSE = 'LICENSE'
/** What an action's folder has in addition to its bundle. */
const COPIED = ['action.yml', 'README.md']

/**
 * Writes the tree that tag `v1` points to: the bundles, what belongs to each action, the product's workflows, the license,
 * and the schema of the settings.
 *
 * @param bundles the folder that `buildBundles` has filled
 */
export function assembleTree(into: string, bundles: string): void {
  cpSync(bundles, into, { recursive: true, filter: path => !path.endsWith('.sha256.json') })
  for (const [name, text] of Object.entries(releasedFiles())) {
    mkdirSync(dirname(join(into, name)), { recursive: true })
    writeFileSync(join(into, name), text)
  }
}

/**
 * The texts of the released tree that need no bundler, by path: `action.yml` and README of each action, the license, the
 * schema for editors, and the product's workflows, in which `$/dist/x` of our own tree is `$/x`.
 */
export function releasedFiles(project = PROJECT): Record<string, string> {
  const folder = join(project, WORKFLOWS)
  const names = readdirSync(folder).filter(name => !name.startsWith('.'))
  const released = (name: string): string =>
    readFileSync(join(folder, name), 'utf8').replaceAll('uses: $/dist/', 'uses: $/')
  const copied = actionNames(project).flatMap(action =>
    COPIED.map(name => [`${action}/${name}`, readFileSync(join(project, 'actions', action, name), 'utf8')]),
  )
  const workflows = names.sort().map(name => [`${WORKFLOWS}/${name}`, released(name)])
  return {
    ...Object.fromEntries([...copied, ...workflows]),
    [EDITOR_SCHEMA_FILE]: editorSchema(),
    [LICENSE]: readFileSync(join(project, LICENSE), 'utf8'),
  }
}

/** A whole tree of the present sources in the cache. Never written to: copy it before anything else uses it. */
export async function cachedTree(): Promise<string> {
  const parts = [buildInputsHash(), releasedFiles()]
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
  return await keptFolder(join(cacheFolder(), 'trees', key), async folder =>
    assembleTree(folder, await cachedBundles()),
  )
}
