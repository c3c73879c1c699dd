/**
 * Bundles all actions: `node bundle.ts FOLDER` writes `lib/`, which they share, and `ACTION/index.js`, which starts one.
 * A separate process, because ncc takes its TypeScript configuration from the working directory.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { buildInputs } from './build-inputs.ts'
import { type Chunk, chunkNames, withChunkNames } from './chunk-names.ts'
import { minify } from './minify.ts'
import { actionNames, PROJECT } from './project.ts'

interface Module {
  identifier(): string
  size(): number
  resource?: string
  /** Of modules that were joined into one: the one that the others belong to. */
  rootModule?: Module
}
interface Compilation {
  fileDependencies: Iterable<string>
  chunks: Iterable<{ id: number }>
  chunkGraph: { getChunkModules(chunk: { id: number }): Module[] }
}
interface Bundle {
  code: string
  assets: Record<string, { source: Buffer | string }>
  stats: { compilation: Compilation }
}
type Ncc = (entry: string, options: Record<string, unknown>) => Promise<Bundle>
const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc

const LIBRARY = 'lib'

const folder = resolve(process.argv[2] ?? '')
process.chdir(join(PROJECT, 'actions'))
const { code, assets, stats } = await ncc(await writeEntry(), {
  cache: false,
  esm: false, // ssh2 needs __dirname, which ESM does not have
  quiet: true,
  target: 'es2023',
  transpileOnly: true, // "npm run check" checks the types
  mainFields: ['module', 'main'],
  // ssh2 carries a Windows program for talking to PuTTY's agent.
  customEmit: (file: string) => (file.endsWith('pagent.exe') ? false : undefined),
  license: 'LICENSES.txt',
})
failOnUnknownSources([...stats.compilation.fileDependencies])
const canonical = canonicalChunks(stats.compilation)
const names = chunkNames(chunksOf(stats.compilation).filter(({ id }) => canonical.get(id) === id))
await write(join(LIBRARY, 'index.js'), minify(withCanonicalChunks(withChunkNames(code, names))))
for (const [name, { source }] of Object.entries(assets)) {
  const chunk = /^(\d+)\.index\.js$/.exec(name)?.[1]
  if (chunk !== undefined && !names.has(Number(chunk))) continue
  const text = chunk === undefined ? source : minify(withCanonicalChunks(String(source)))
  await write(join(LIBRARY, chunk === undefined ? name : `${names.get(Number(chunk))}.js`), text)
}
for (const action of actionNames())
  await write(join(action, 'index.js'), `require('../${LIBRARY}/index.js').start['${action}']()\n`)

/**
 * Writes the module that the bundler starts from. It is inside the project, because identifiers of modules come from their
 * relative paths, and moved into place, because another build may be reading it.
 */
async function writeEntry(): Promise<string> {
  const path = join(PROJECT, 'node_modules/.cache/tsh-actions/entry.mjs')
  const imports = actionNames().map(name => {
    const main = relative(dirname(path), join(PROJECT, 'actions', name, 'src/main.ts'))
    return `  '${name}': () => import('${main}'),`
  })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.${process.pid}`, ['export const start = {', ...imports, '}', ''].join('\n'))
  await rename(`${path}.${process.pid}`, path)
  return path
}

/** Source files of ours that were bundled although the hash of the inputs does not cover them. */
function failOnUnknownSources(bundled: readonly string[]): void {
  const known = new Set(buildInputs())
  const unknown = bundled
    .filter(file => /\.(ts|cjs|mjs|js)$/.test(file) && !file.includes('/node_modules/'))
    .map(file => relative(PROJECT, file))
    .filter(file => !known.has(file))
  if (unknown.length > 0)
    throw new Error(
      `The bundles contain ${unknown.join(', ')}, which no package.json of an action leads to. Add its package to the "dependencies" of the action that imports it.`,
    )
}

/**
 * The chunk to load in place of each: of several with the same modules, webpack makes all, and which one an action loads
 * differs from build to build.
 */
function canonicalChunks({ chunks, chunkGraph }: Compilation): Map<number, number> {
  const first = new Map<string, number>()
  const sorted = [...chunks].sort((one, other) => one.id - other.id)
  return new Map(
    sorted.map(chunk => {
      const modules = [...chunkGraph.getChunkModules(chunk)].map(module => module.identifier())
      const key = modules.sort().join('\n')
      if (!first.has(key)) first.set(key, chunk.id)
      return [chunk.id, first.get(key) ?? chunk.id]
    }),
  )
}

function withCanonicalChunks(text: string): string {
  return text.replace(/(__nccwpck_require__\.e\()(\d+)\)/g, (_, call: string, id: string) => {
    return `${call}${canonical.get(Number(id)) ?? id})`
  })
}

function chunksOf({ chunks, chunkGraph }: Compilation): Chunk[] {
  return [...chunks].map(chunk => ({
    id: chunk.id,
    modules: [...chunkGraph.getChunkModules(chunk)].map(module => ({
      path: relative(PROJECT, (module.rootModule ?? module).resource ?? ''),
      sizeBytes: module.size(),
    })),
  }))
}

async function write(name: string, content: Buffer | string): Promise<void> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
