/**
 * Runs a script of this repository with its own toolchain, also in a fresh clone: installs the dependencies if the
 * lockfile, a package.json of the workspace or a patch has changed since the last run, then runs the script with Node 24.
 * Plain JavaScript without dependencies, since it has to run on any Node version.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.tsh-installed')
const manifests = ['actions', 'packages', 'tools']
  .flatMap(folder => readdirSync(join(root, folder)).map(name => join(folder, name, 'package.json')))
  .concat(join('scripts', 'package.json'))
  .filter(file => existsSync(join(root, file)))
const patches = readdirSync(join(root, 'patches'))
  .filter(name => name.endsWith('.patch'))
  .map(name => join('patches', name))
const installed = createHash('sha256')
for (const file of [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  ...manifests.sort(),
  ...patches.sort(),
])
  installed.update(`${file}\0`).update(readFileSync(join(root, file)))
const wanted = installed.digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.error(`Installing dependencies with ${packageManager} …`)
  const install = spawnSync(
    'npx',
    ['--yes', packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    },
  )
  if (install.status !== 0) {
    const output = `${install.stdout ?? ''}${install.stderr ?? ''}`
    console.error(output)
    console.error(
      /outdated_lockfile|frozen_lockfile|regenerate the lockfile/i.test(output)
        ? `pnpm-lock.yaml does not match a package.json of this workspace. Update it with "npx --yes ${packageManager} install --lockfile-only" and commit it.`
        : 'The dependencies could not be installed. Check that npm can reach its registry, then run the command again.',
    )
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

const node = join(modules, '.bin', 'node')
if (!existsSync(node)) {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.error(
    `Node 24 for ${process.platform}-${process.arch} is not available. Supported by package.json: ${Object.keys(optionalDependencies).join(', ')}.`,
  )
  process.exit(1)
}
const [script, ...args] = process.argv.slice(2)
// Types are stripped while loading, and the packages of the actions do not declare that they are modules.
const nodeFlags = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map(
  name => `--disable-warning=${name}`,
)
const child = spawn(node, [...nodeFlags, join(root, script), ...args], {
  stdio: 'inherit',
  // The folder of the `npm run` call: relative paths in arguments refer to it.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: { ...process.env, PATH: `${join(modules, '.bin')}:${process.env.PATH}` },
})
// A terminal sends Ctrl-C to the entire process group; this process only waits for the child to clean up.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
