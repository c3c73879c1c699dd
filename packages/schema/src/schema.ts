import { createHash } from 'node:crypto'
import { KNOWN_TABLES } from './known-tables.ts'

/** The migrations that the tools of an application have recorded in its databases. */
export interface Schema {
  /** A compact representation, equal for equal migrations; undefined if no table of a known tool exists. */
  revision: string | undefined
  /** The current position, for tools that record nothing else. */
  heads: string
  /** The applied migrations of the other tools, oldest first per tool. */
  applied: readonly string[]
}

/** The revision of a database without applied migrations. */
export const NO_REVISION = 'none'

/** Parses the lines printed by the query. Other lines, such as a banner, are ignored. */
export function schemaIn(lines: readonly string[]): Schema {
  const tools = new Map<string, Map<string, number>>()
  for (const line of lines) {
    const [tool, migration, order = 0] = rowIn(line)
    if (tool === undefined) continue
    const known = tools.get(tool) ?? new Map<string, number>()
    tools.set(tool, known)
    // A tool may migrate several schemas of a database; the first time it applied a migration counts.
    if (migration !== undefined) known.set(migration, Math.min(order, known.get(migration) ?? order))
  }
  return schemaOf(
    new Map([...tools].map(([tool, known]) => [tool, inOrder(isHeaded(tool) ? newest(known) : known)])),
  )
}

/** The rows with the highest order; all of them for a tool without one. */
function newest(migrations: ReadonlyMap<string, number>): Map<string, number> {
  const last = Math.max(...migrations.values())
  return new Map([...migrations].filter(([, order]) => order === last))
}

const inOrder = (migrations: ReadonlyMap<string, number>): string[] =>
  [...migrations].sort(([a, first], [b, second]) => first - second || (a < b ? -1 : 1)).map(([name]) => name)

const KNOWN_TOOLS = KNOWN_TABLES.map(({ tool }) => tool)
const isHeaded = (tool: string): boolean => KNOWN_TABLES.some(one => one.tool === tool && one.heads)

function rowIn(line: string): [tool?: string, migration?: string, order?: number] {
  try {
    const row: unknown = JSON.parse(line)
    const [tool, migration, order] = Array.isArray(row) ? row : []
    if (!KNOWN_TOOLS.includes(tool)) return []
    return typeof migration === 'string' ? [tool, migration, Number(order) || 0] : [tool]
  } catch {
    return []
  }
}

function schemaOf(tools: ReadonlyMap<string, readonly string[]>): Schema {
  const found = KNOWN_TOOLS.flatMap(tool => {
    const migrations = tools.get(tool) ?? []
    return migrations.length > 0 ? [{ tool, migrations, text: textOf(tool, migrations) }] : []
  })
  const textsOf = (parts: typeof found): string => parts.map(({ text }) => text).join('; ')
  return {
    revision: textsOf(found) || (tools.size > 0 ? NO_REVISION : undefined),
    heads: textsOf(found.filter(({ tool }) => isHeaded(tool))),
    applied: found.filter(({ tool }) => !isHeaded(tool)).flatMap(({ migrations }) => migrations),
  }
}

/** `0002`, `aaa111,bbb222`, or `Django shop.0002_title (13 applied, 99aa12bb34cc)`. */
function textOf(tool: string, migrations: readonly string[]): string {
  const sorted = migrations.toSorted()
  if (tool === 'Alembic') return sorted.join(',')
  if (isHeaded(tool)) return `${tool} ${sorted.join(',')}`
  const digest = createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 12)
  return `${tool} ${migrations.at(-1)} (${migrations.length} applied, ${digest})`
}

/** Whether a revision comes from a tool that lists its migrations. */
export const isListed = (revision: string): boolean => / \(\d+ applied, [0-9a-f]{12}\)/.test(revision)

/** Longer than the revision of any tool; a longer one is truncated and gets a digest. */
const MAX_REVISION_LENGTH = 200

/** The revision printed by a command, independent of the order of its lines. */
export function printedRevision(output: string): string | undefined {
  const lines = output.split('\n').map(line => line.trim())
  const text = [...new Set(lines)]
    .filter(line => line !== '')
    .sort()
    .join(',')
  if (text.length <= MAX_REVISION_LENGTH) return text || undefined
  return `${text.slice(0, MAX_REVISION_LENGTH)}… (${createHash('sha256').update(text).digest('hex').slice(0, 12)})`
}

/** The heads printed by `alembic current`: one per line, followed by ` (head)` and the like. */
export function alembicHeads(output: string): string {
  const heads = output.split('\n').flatMap(line => /^(\w[\w-]*)( \([a-z ]+\))*$/.exec(line.trim())?.[1] ?? [])
  return [...new Set(heads)].sort().join(',') || NO_REVISION
}

/** Only the first deployment of an application has more migrations than this. */
const MAX_MIGRATIONS = 100

/**
 * The migrations applied between two schemas; undefined if names alone are not conclusive, because migrations were
 * reverted, or a tool does not list them.
 */
export function appliedBetween(before: Schema, after: Schema): string[] | undefined {
  const known = new Set(after.applied)
  if (before.heads !== after.heads || !before.applied.every(name => known.has(name))) return undefined
  const old = new Set(before.applied)
  const added = after.applied.filter(name => !old.has(name))
  return added.length > MAX_MIGRATIONS ? undefined : added
}
