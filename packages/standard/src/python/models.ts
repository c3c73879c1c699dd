import { posix } from 'node:path'
import type { RepositoryFiles } from '../model/files.ts'
import { escaped } from '../pattern.ts'
import type { At } from '../yaml/node.ts'

/** A declarative base of SQLAlchemy. */
export interface DeclarativeBase {
  name: string
  at: At
  models: ModelClass[]
}

export interface ModelClass {
  name: string
  table: string
  at: At
}

const BASE =
  /^(?:(\w+)\s*(?::[^=\n]+)?=\s*(?:[\w.]+\.)?declarative_base\(|class\s+(\w+)\((?:[\w.]+\.)?DeclarativeBase(?:NoMeta)?\b[^)]*\)|(\w+)\s*=\s*SQLAlchemy\()/gm
const CLASS = /^class\s+(\w+)\(([^)]*)\)\s*:/gm
const TABLE = /^\s+__tablename__\s*(?::[^=\n]+)?=\s*["']([^"']+)["']/m
const TESTS =
  /(^|\/)(tests?|testing|fixtures?|examples?|docs?|node_modules|venv|\.venv|site-packages|migrations|versions)\//

/** The declarative bases of a repository with their mapped classes, excluding tests. */
export function declarativeBases(files: RepositoryFiles): DeclarativeBase[] {
  const sources = files.paths
    .filter(
      path => path.endsWith('.py') && !TESTS.test(path) && !/(^|\/)(test_[^/]*|conftest)\.py$/.test(path),
    )
    .map(path => ({ path, text: files.text(path) ?? '' }))
    .filter(({ text }) => /declarative_base|DeclarativeBase|SQLAlchemy\(|^class\s+\w+\(/m.test(text))
  const bases = sources.flatMap(({ path, text }) => basesIn(path, text))
  for (const { path, text } of sources) {
    for (const [, name = '', parents = ''] of text.matchAll(CLASS)) {
      const model = modelOf(path, text, name)
      const base = model && baseOf(parents, { path, text }, bases, files)
      if (base) base.models.push(model)
    }
  }
  return bases
}

function basesIn(file: string, text: string): DeclarativeBase[] {
  return [...text.matchAll(BASE)].map(match => ({
    name: match[1] ?? match[2] ?? match[3] ?? '',
    at: { file, line: lineAt(text, match.index) },
    models: [],
  }))
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

function modelOf(file: string, text: string, name: string): ModelClass | undefined {
  const start = text.search(new RegExp(`^class\\s+${name}\\(`, 'm'))
  const body = text.slice(start).split(/\n(?=\S)/, 1)[0] ?? ''
  const table = TABLE.exec(body)?.[1]
  return table === undefined ? undefined : { name, table, at: { file, line: lineAt(text, start) } }
}

/** The base among the parent classes, resolved through the imports of the file. */
function baseOf(
  parents: string,
  { path, text }: { path: string; text: string },
  bases: readonly DeclarativeBase[],
  files: RepositoryFiles,
): DeclarativeBase | undefined {
  for (const parent of parents.split(',').map(one => one.trim().replace(/\.Model$/, ''))) {
    const named = bases.filter(base => base.name === parent.split('.').at(-1))
    if (named.length === 0) continue
    const own = named.find(base => base.at.file === path)
    if (own) return own
    const source = importSource(text, parent)
    const imported =
      source === undefined ? undefined : named.find(base => isModule(base.at.file, source, path, files))
    if (imported) return imported
    // Re-exported by another module.
    return nearest(named, path)
  }
  return undefined
}

/** The module that a name is imported from. */
function importSource(text: string, name: string): string | undefined {
  const imports = /^from\s+([\w.]+)\s+import\s+(\([^)]*\)|[^\n]+)/gm
  for (const [, module = '', names = ''] of text.matchAll(imports))
    if (new RegExp(`\\b${escaped(name.split('.')[0] ?? '')}\\b`).test(names)) return module
  return undefined
}

function isModule(file: string, module: string, from: string, files: RepositoryFiles): boolean {
  const stem = file.replace(/(\/__init__)?\.py$/, '')
  const dots = /^\.+/.exec(module)?.[0].length ?? 0
  const inner = module.slice(dots).replaceAll('.', '/')
  if (dots === 0) return stem === inner || stem.endsWith(`/${inner}`)
  const folder = Array.from({ length: dots }).reduce<string>(one => posix.dirname(one), from)
  const target = posix.join(folder, inner)
  return stem === target || (files.has(`${target}/__init__.py`) && stem.startsWith(`${target}/`))
}

/** The base with the longest common path. */
function nearest(bases: readonly DeclarativeBase[], path: string): DeclarativeBase | undefined {
  const shared = ({ at }: DeclarativeBase): number => {
    const [one, other] = [at.file.split('/'), path.split('/')]
    return one.findIndex((part, index) => part !== other[index])
  }
  return [...bases].sort((one, other) => shared(other) - shared(one))[0]
}
