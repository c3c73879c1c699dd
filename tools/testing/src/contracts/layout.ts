import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A folder with more files needs topic folders. */
export const MAX_FILES_PER_FOLDER = 16

/** The package that a file belongs to: `packages/remote`, `scripts`. */
export function ownerOf(file: string): string {
  const [group = '', name = ''] = file.split('/')
  return ['actions', 'packages', 'tools'].includes(group) ? `${group}/${name}` : group
}

/** The modules that a file imports or exports from, as written. */
export function importsOf(text: string): string[] {
  const found = text.matchAll(
    /^(?:import|export)\b(?:[^'"\n]|\n(?!import\b|export\b))*?from '([^']+)'|\bimport\('([^']+)'\)/gm,
  )
  return [...found].map(([, statement, dynamic]) => statement ?? dynamic ?? '')
}

/** Relative imports that leave the package of their file: `file imports path`. */
export function crossingImports(root: string, files: readonly string[]): string[] {
  return files.flatMap(file =>
    relativeImports(root, file)
      .filter(target => ownerOf(target) !== ownerOf(file))
      .map(target => `${file} imports ${target}`),
  )
}

/** Imports of our packages that are not allowed in these files: `file imports name`. */
export function importsOfTools(root: string, files: readonly string[], tools: readonly string[]): string[] {
  return files.flatMap(file =>
    packageImports(root, file)
      .filter(name => tools.includes(name))
      .map(name => `${file} imports @tsh/${name}`),
  )
}

/** The import cycles of files and of packages, each as the names along it. */
export function importCycles(root: string, files: readonly string[]): string[] {
  const known = new Set(files)
  const byFile = new Map(
    files.map(file => [file, relativeImports(root, file).filter(target => known.has(target))]),
  )
  const byPackage = new Map<string, string[]>()
  for (const file of files) {
    const owner = ownerOf(file)
    const imported = packageImports(root, file).map(name => `packages/${name}`)
    byPackage.set(owner, [...(byPackage.get(owner) ?? []), ...imported])
  }
  return [...cyclesIn(byFile), ...cyclesIn(byPackage)]
}

/** Folders with too many files: `folder has 20 files`. */
export function crowdedFolders(files: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > MAX_FILES_PER_FOLDER)
    .map(([folder, count]) => `${folder} has ${count} files`)
    .sort()
}

const relativeImports = (root: string, file: string): string[] =>
  importsOf(readFileSync(join(root, file), 'utf8'))
    .filter(name => name.startsWith('.'))
    .map(name => normalize(join(dirname(file), name)))

const packageImports = (root: string, file: string): string[] =>
  importsOf(readFileSync(join(root, file), 'utf8'))
    .filter(name => name.startsWith('@tsh/'))
    .map(name => name.split('/')[1] ?? '')

/** One cycle for every node that leads back to itself and is not in an earlier one. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (node: string, path: readonly string[]): void => {
    const from = path.indexOf(node)
    if (from >= 0) cycles.push([...path.slice(from), node].join(' → '))
    if (from >= 0 || done.has(node)) return
    for (const next of graph.get(node) ?? []) visit(next, [...path, node])
    done.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return cycles
}
