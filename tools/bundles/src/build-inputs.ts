import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lockedDependencies } from './locked-dependencies.ts'
import { PROJECT } from './project.ts'

/** Inputs of all bundles besides dependencies: compiler options, and the bundler code. */
const SHARED = [
  'tsconfig.json',
  'tsconfig.base.json',
  'actions/tsconfig.json',
  'tools/bundles/src/bundle-action.ts',
  // Replaces a dependency by an override, so no package.json names it.
  'packages/fetch-shim/index.cjs',
  'packages/fetch-shim/package.json',
]

/** All files that affect the bundle of an action, relative to the project and sorted. */
export function buildInputs(action: string, project = PROJECT): string[] {
  const packages = workspaceClosure(project, join('actions', action))
  const paths = packages.flatMap(folder => [join(folder, 'package.json'), join(folder, 'src')])
  return [...new Set([...SHARED, ...paths].flatMap(place => filesIn(project, place)))].sort()
}

/** SHA-256 of the names and contents of {@link buildInputs}, and of the installed dependencies. */
export function buildInputsHash(action: string, project = PROJECT): string {
  const hash = createHash('sha256')
  const packages = workspaceClosure(project, join('actions', action))
  hash.update(lockedDependencies(project, packages).join('\n'))
  for (const file of buildInputs(action, project)) {
    const content = readFileSync(join(project, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** The folders of a package and its transitive workspace dependencies. */
function workspaceClosure(project: string, folder: string, found: string[] = []): string[] {
  if (found.includes(folder)) return found
  found.push(folder)
  const { dependencies = {} } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'))
  for (const [name, version] of Object.entries<string>(dependencies))
    if (version.startsWith('workspace:')) workspaceClosure(project, name.replace('@tsh/', 'packages/'), found)
  return found
}

function filesIn(project: string, place: string): string[] {
  const path = join(project, place)
  if (statSync(path).isFile()) return [place]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(project, join(entry.parentPath, entry.name)))
    .filter(file => !file.includes('node_modules/'))
}
