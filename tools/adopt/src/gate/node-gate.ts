import { posix } from 'node:path'
import type { RepositoryFiles } from '@tsh/standard/reading'
import type { Gate, GateCommand } from './commands.ts'
import { packageJson, packageScripts } from './package-json.ts'
import { nodeVersion } from './versions.ts'

const SCRIPTS: readonly [string, RegExp][] = [
  ['lint', /^(lint|lint:check)$/],
  ['types', /^(typecheck|type-check|types|check-types|tsc)$/],
  ['unit', /^(test|test:unit|test:ci)$/],
]

/** The gate of the packages in a repository: of the root, else of every folder with tests. */
export function nodeGate(files: RepositoryFiles): Gate | undefined {
  const all = files.paths.filter(
    path => /(^|\/)package\.json$/.test(path) && !/(^|\/)node_modules\//.test(path),
  )
  const folders = all.map(path => posix.dirname(path)).filter(folder => commandsOf(files, folder).length > 0)
  const chosen = folders.includes('.') ? ['.'] : folders
  const [first] = chosen
  if (first === undefined) return undefined
  const version = chosen.map(folder => nodeVersion(files, folder)).find(Boolean)
  return {
    install: chosen.flatMap(folder => installOf(files, folder)),
    commands: chosen.flatMap(folder => commandsOf(files, folder)),
    ...(version === undefined ? {} : { nodeVersion: version }),
  }
}

/** The command `bun test` runs the test runner of bun, not the script. */
function commandsOf(files: RepositoryFiles, folder: string): GateCommand[] {
  const scripts = packageScripts(files.text(posix.join(folder, 'package.json')))
  const { name } = managerOf(files, folder)
  return SCRIPTS.flatMap(([kind, pattern]) => {
    const script = Object.keys(scripts).find(key => pattern.test(key) && isReal(scripts[key] ?? ''))
    if (script === undefined) return []
    const run = script === 'test' && name !== 'bun' ? `${name} test` : `${name} run ${script}`
    return [{ name: kind, run, ...(folder === '.' ? {} : { folder }) }]
  })
}

/** The script that `npm init` writes fails. */
const isReal = (script: string): boolean => !/no test specified/.test(script) && script.trim() !== ''

interface Manager {
  name: 'npm' | 'pnpm' | 'yarn' | 'bun'
  install: string
}

const BUN_LOCKS = ['bun.lock', 'bun.lockb']

/** Runners do not have bun. Its version is that of `packageManager`, else the newest one. */
function bun(files: RepositoryFiles, folder: string): Manager {
  const versions = [folder, '.'].map(
    one =>
      /^bun@[\d.]+/.exec(packageJson(files.text(posix.join(one, 'package.json'))).packageManager ?? '')?.[0],
  )
  const program = versions.find(Boolean) ?? 'bun'
  return { name: 'bun', install: `npm install --global ${program} && bun install --frozen-lockfile` }
}

/** The package manager, by its lockfile; that of bun is in the root for all packages. */
function managerOf(files: RepositoryFiles, folder: string): Manager {
  const has = (name: string): boolean => files.has(posix.join(folder, name))
  if (BUN_LOCKS.some(lock => has(lock) || files.has(lock))) return bun(files, folder)
  if (has('pnpm-lock.yaml'))
    return { name: 'pnpm', install: 'corepack enable && pnpm install --frozen-lockfile' }
  const flag = has('.yarnrc.yml') ? '--immutable' : '--frozen-lockfile'
  if (has('yarn.lock')) return { name: 'yarn', install: `corepack enable && yarn install ${flag}` }
  return { name: 'npm', install: has('package-lock.json') ? 'npm ci' : 'npm install' }
}

function installOf(files: RepositoryFiles, folder: string): string[] {
  const { dependencies, devDependencies } = packageJson(files.text(posix.join(folder, 'package.json')))
  const { name, install } = managerOf(files, folder)
  if (name !== 'bun' && Object.keys({ ...dependencies, ...devDependencies }).length === 0) return []
  return [folder === '.' ? install : `(cd ${folder} && ${install})`]
}
