import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lockedDependencies } from './locked-dependencies.ts'
import { actionNames, PROJECT } from './project.ts'

/** What the bundles depend on in addition to the packages: compiler options, and the code that builds them. */
const SHARED = [
  'tsconfig.json',
  'tsconfig.base.json',
  'actions/tsconfig.json',
  'tools/bundles/src/bundle.ts',
  'tools/bundles/src/chunk-names.ts',
  'tools/bundles/src/minify.ts',
  // Replaces a dependency by an override, so no package.json names it.
  'packages/fetch-shim/index.cjs',
  'packages/fetch-shim/package.json',
]

/** Every file that decides what the bundles contain, relative to the project and sorted. */
export function buildInputs(project = PROJECT): string[] {
  const places = shippedPackages(project).flatMap(folder => [
    join(folder, 'package.json'),
    join(folder, 'src'),
  ])
  return [...new Set([...SHARED, ...places].flatMap(place => filesIn(project, place)))].sort()
}

/** SHA-256 over the names and contents of {@link buildInputs}, and over what is installed for them. */
export function buildInputsHash(project = PROJECT): string {
  const hash = createHash('sha256')
  hash.update(lockedDependencies(project, shippedPackages(project)).join('\n'))
  for (const file of buildInputs(project)) {
    const content = readFileSync(join(project, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** The folders of all actions and of the workspace packages that they depend on, directly or not. */
function shippedPackages(project: string): string[] {
  const found: string[] = []
  const add = (folder: string): void => {
    if (found.includes(folder)) return
    found.push(folder)
    const { dependencies = {} } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'))
    for (const [name, version] of Object.entries<string>(dependencies))
      if (version.startsWith('workspace:')) add(name.replace('@tsh/', 'packages/'))
  }
  for (const action of actionNames(project)) add(join('actions', action))
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
