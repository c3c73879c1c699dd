import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether the imports of an owner are not part of any bundle. */
export const neverShips = (owner: string): boolean => owner.startsWith('tools/') || owner === 'scripts'

/** The folders with source code, each with the package that it belongs to. */
function sourceFolders(root: string): [owner: string, folder: string][] {
  const owners = ['actions', 'packages', 'tools'].flatMap(group =>
    readdirSync(join(root, group)).map(name => `${group}/${name}`),
  )
  return [
    ...owners.map((owner): [string, string] => [owner, join(root, owner, 'src')]),
    ['scripts', join(root, 'scripts')],
  ]
}

/** The packages whose code loads a library or runs it as a program; type-only imports are ignored. */
export function importersOf(root: string, library: string): string[] {
  const name = library.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const loads = new RegExp(
    `^(?!import type ).*(?:from |import\\(|\\)\\()['"]${name}(?:/[^'"]*)?['"]|node_modules/${name}/|^} from ['"]${name}['"]`,
    'm',
  )
  return sourceFolders(root)
    .filter(([, folder]) => filesIn(folder).some(file => loads.test(readFileSync(file, 'utf8'))))
    .map(([owner]) => owner)
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  // Links in node_modules lead back into the workspace.
  return globSync('**/*.{ts,mjs}', { cwd: folder, exclude: name => name === 'node_modules' }).map(file =>
    join(folder, file),
  )
}
