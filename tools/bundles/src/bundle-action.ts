/**
 * Bundles one action: `node bundle-action.ts ACTION FOLDER` writes index.js, its chunks and LICENSES.txt into the folder.
 * Runs as a separate process, because ncc reads its TypeScript configuration from the working directory, and so that several
 * bundles can be built in parallel.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { buildInputs } from './build-inputs.ts'
import { PROJECT } from './project.ts'

interface Bundle {
  code: string
  assets: Record<string, { source: Buffer | string }>
  stats: { compilation: { fileDependencies: Iterable<string> } }
}
type Ncc = (entry: string, options: Record<string, unknown>) => Promise<Bundle>
const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc

const [action = '', folder = ''] = process.argv.slice(2)
const into = resolve(folder)
const actions = join(PROJECT, 'actions')
process.chdir(actions)
const { code, assets, stats } = await ncc(join(actions, action, 'src/main.ts'), {
  cache: false,
  esm: false, // ssh2 needs __dirname, which ESM does not have
  quiet: true,
  target: 'es2023',
  mainFields: ['module', 'main'],
  // ssh2 contains a Windows program for PuTTY's agent.
  customEmit: (file: string) => (file.endsWith('pagent.exe') ? false : undefined),
  license: 'LICENSES.txt',
})
const unknown = unknownSources([...stats.compilation.fileDependencies])
if (unknown.length > 0)
  throw new Error(
    `The bundle of ${action} contains ${unknown.join(', ')}, which its inputs do not include. Add the package to "dependencies" in actions/${action}/package.json.`,
  )
await write('index.js', code)
for (const [name, { source: content }] of Object.entries(assets)) await write(name, content)

/** Our source files that were bundled although the input hash does not cover them. */
function unknownSources(bundled: readonly string[]): string[] {
  const known = new Set(buildInputs(action))
  return bundled
    .filter(file => /\.(ts|cjs|mjs|js)$/.test(file) && !file.includes('/node_modules/'))
    .map(file => relative(PROJECT, file))
    .filter(file => !known.has(file))
}

async function write(name: string, content: Buffer | string): Promise<void> {
  const path = join(into, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
