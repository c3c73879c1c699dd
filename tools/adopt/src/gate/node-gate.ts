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

function commandsOf(files: RepositoryFiles, folder: string): GateCommand[] {
  const scripts = packageScripts(files.text(posix.join(folder, 'package.json')))
  const { name } = managerOf(files, folder)
  return SCRIPTS.flatMap(([kind, pattern]) => {
    const script = Object.keys(scripts).find(key => pattern.test(key) && isReal(scripts[key] ?? ''))
    if (script === undefined) return []
    const run = script === 'test' ? `${name} test` : `${name} run ${script}`
    return [{ name: kind, run, ...(folder === '.' ? {} : { folder }) }]
  })
}

/** The script that `npm init` writes fails. */
const isReal = (script: string): boolean => !/no test specified/.test(script) && script.trim() !== ''

interface Manager {
  name: 'npm' | 'pnpm' | 'yarn'
  install: string
}

/** The package manager, by its lockfile. */
function managerOf(files: RepositoryFiles, folder: string): Manager {
  const has = (name: string): boolean => files.has(posix.join(folder, name))
  if (has('pnpm-lock.yaml'))
    return { name: 'pnpm', install: 'corepack enable && pnpm install --frozen-lockfile' }
  const flag = has('.yarnrc.yml') ? '--immutable' : '--frozen-lockfile'
  if (has('yarn.lock')) return { name: 'yarn', install: `corepack enable && yarn install ${flag}` }
  return { name: 'npm', install: has('package-lock.json') ? 'npm ci' : 'npm install' }
}

function installOf(files: RepositoryFiles, folder: string): string[] {
  const { dependencies, devDependencies } = packageJson(files.text(posix.join(folder, 'package.json')))
  if (Object.keys({ ...dependencies, ...devDependencies }).length === 0) return []
  const { install } = managerOf(files, folder)
  return [folder === '.' ? install : `(cd ${folder} && ${install})`]
}
