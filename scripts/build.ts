import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

interface Bundle {
  code: string
  assets: Record<string, { source: Buffer | string; permissions?: number }>
}
type Ncc = (entry: string, options: Record<string, unknown>) => Promise<Bundle>
const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc

/** Builds the tree that tag `v1` points to: actions with their bundles and the product's workflows, nothing else. */
export async function build(into: string): Promise<void> {
  await rm(into, { recursive: true, force: true })
  const actions = (await readdir(join(root, 'actions'))).sort()
  for (const action of actions) {
    console.error(`  ${action}`)
    await buildAction(action, join(into, action))
  }
  await copyWorkflows(into)
}

async function buildAction(action: string, into: string): Promise<void> {
  const source = join(root, 'actions', action)
  await mkdir(into, { recursive: true })
  // ncc finds tsconfig.json from the working folder.
  process.chdir(source)
  const { code, assets } = await ncc(join(source, 'src/main.ts'), {
    cache: false,
    esm: false, // ssh2 needs __dirname, which ESM does not have
    quiet: true,
    target: 'es2023',
    mainFields: ['module', 'main'],
    // ssh2 carries a Windows program for talking to PuTTY's agent.
    customEmit: (file: string) => (file.endsWith('pagent.exe') ? false : undefined),
    license: 'LICENSES.txt',
  })
  await write(join(into, 'index.js'), code)
  for (const [name, { source: content }] of Object.entries(assets)) await write(join(into, name), content)
  for (const file of ['action.yml', 'README.md']) await cp(join(source, file), join(into, file))
}

/** `$/dist/x` in our own tree is `$/x` in the tree that users get. */
async function copyWorkflows(into: string): Promise<void> {
  const folder = join(root, '.github/workflows')
  for (const name of (await readdir(folder)).sort()) {
    if (name.startsWith('.')) continue
    const text = await readFile(join(folder, name), 'utf8')
    await write(join(into, '.github/workflows', name), text.replaceAll('uses: $/dist/', 'uses: $/'))
  }
}

async function write(path: string, content: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

if (process.argv[1] === import.meta.filename) {
  const into = join(root, 'dist')
  console.error(`Building ${relative(process.cwd(), into) || into}`)
  await build(into)
}
