import { UserError } from '@tsh/action'
import { type Alias, type Document, LineCounter, parseDocument, visit } from 'yaml'

/** The parts of a service that a build needs. */
export interface Service {
  build?: unknown
  image?: string
  profiles?: string[]
}

/**
 * The services of a compose file, before variables are replaced.
 * @throws UserError with file and line when it is not valid
 */
export function readServices(text: string, path: string): Record<string, Service> {
  const { services } = mapping(parse(text, path), path)
  const found = Object.entries(mapping(services, `"services" in ${path}`))
  return Object.fromEntries(
    found.map(([name, service]) => [name, mapping(service, `service "${name}" in ${path}`)]),
  )
}

function parse(text: string, path: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { merge: true, lineCounter: lines })
  const [error] = document.errors
  if (error) throw invalid(path, lines.linePos(error.pos[0]), error)
  const content = contentOf(document, { path, lines })
  if (isLarger(content, text.length + MAX_ALIASED))
    throw new UserError(
      `${path}: its expanded aliases exceed ${MAX_ALIASED / 2 ** 20} MiB. Use fewer nested aliases`,
    )
  return content
}

/** Maximum number of characters that aliases may add to a file. */
const MAX_ALIASED = 1024 * 1024

function contentOf(document: Document, { path, lines }: { path: string; lines: LineCounter }): unknown {
  try {
    // Compose has no such limit, and an alias is the same object as its anchor: only the expanded form may be large.
    return document.toJS({ maxAliasCount: -1 })
  } catch (error) {
    const alias = unresolvedAlias(document)
    throw invalid(path, alias?.range ? lines.linePos(alias.range[0]) : undefined, error as Error)
  }
}

/** Whether a value exceeds a number of characters with all aliases expanded. Aliases of aliases multiply. */
function isLarger(value: unknown, limit: number): boolean {
  const left = [value]
  for (let size = 0; left.length > 0; ) {
    const one = left.pop()
    size += typeof one === 'string' ? one.length + 1 : 1
    if (typeof one === 'object' && one !== null)
      for (const [name, member] of Object.entries(one)) {
        if (!Array.isArray(one)) size += name.length
        left.push(member)
      }
    if (size > limit) return true
  }
  return false
}

function invalid(path: string, place: { line: number; col: number } | undefined, cause: Error): UserError {
  const where = place ? `${path}, line ${place.line}, column ${place.col}` : path
  return new UserError(`${where}: not valid YAML. ${sentence(cause)}`, { cause })
}

/** The first alias without an anchor, which the library reports without its position. */
function unresolvedAlias(document: Document): Alias | undefined {
  let found: Alias | undefined
  visit(document, {
    Alias(_key, node) {
      if (node.resolve(document)) return undefined
      found = node
      return visit.BREAK
    },
  })
  return found
}

/** The library appends the position, and the line itself with a marker below it. */
const sentence = ({ message }: Error): string =>
  (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')

/** An empty value is an empty mapping. */
function mapping(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  if (value === null || value === undefined) return {}
  throw new UserError(`${name} must be a mapping, got ${JSON.stringify(value)?.slice(0, 80)}`)
}
