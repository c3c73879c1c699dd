import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node as Parsed,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml'
import type { At, Entry, Node } from './node.ts'

/** A YAML file as a tree with lines, or the first syntax error. */
export interface YamlFile {
  root?: Node
  problem?: { at: At; message: string }
}

/** Aliases can expand a short text to billions of values. */
const MAX_NODES = 50_000

interface Reading {
  file: string
  document: Document
  lines: LineCounter
  count: number
  open: Set<Parsed>
}

/** Reads the first document of a file. For duplicate keys, the last value is used. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  try {
    const options = { lineCounter: lines, prettyErrors: false, schema: 'core', uniqueKeys: false } as const
    const [document] = parseAllDocuments(text, options) as Document.Parsed[]
    const error = document?.errors[0]
    if (error) {
      const line = Math.max(lines.linePos(error.pos[0]).line, 1)
      return { problem: { at: { file, line }, message: `is not valid YAML (${error.code})` } }
    }
    if (!document?.contents) return {}
    return { root: read({ file, document, lines, count: 0, open: new Set() }, document.contents) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { problem: { at: { file, line: 1 }, message: 'has too many values, or is nested too deeply' } }
  }
}

function read(reading: Reading, parsed: Parsed | null, at?: At): Node {
  if (++reading.count > MAX_NODES) throw new RangeError('too many values')
  if (isAlias(parsed)) return readAlias(reading, parsed, at)
  const { file, line } = placeOf(reading, parsed) ?? at ?? { file: reading.file, line: 1 }
  const tag = tagOf(parsed)
  const common = { file, line, ...(tag ? { tag } : {}) }
  if (isMap<Parsed, Parsed | null>(parsed))
    return { kind: 'map', ...common, entries: readMap(reading, parsed) }
  if (isSeq<Parsed>(parsed))
    return { kind: 'list', ...common, items: parsed.items.map(item => read(reading, item)) }
  const { value, source } = isScalar(parsed) ? parsed : { value: null, source: undefined }
  const isString = typeof value === 'string'
  return {
    kind: 'text',
    ...common,
    isString,
    text: isString ? value : value === null ? '' : (source ?? String(value)),
  }
}

function readAlias(reading: Reading, alias: Alias, at?: At): Node {
  const target = alias.resolve(reading.document)
  if (!target || reading.open.has(target))
    return { kind: 'text', ...(at ?? { file: reading.file, line: 1 }), isString: false, text: '' }
  reading.open.add(target)
  const node = read(reading, target as Parsed, at)
  reading.open.delete(target)
  return node
}

/** Own keys take precedence over those of a merge key, regardless of order. */
function readMap(reading: Reading, map: YAMLMap<Parsed, Parsed | null>): Map<string, Entry> {
  const own = new Map<string, Entry>()
  const merged = new Map<string, Entry>()
  for (const { key, value } of map.items) {
    const at = placeOf(reading, key) ?? { file: reading.file, line: 1 }
    const name = isScalar(key) ? (key.source ?? String(key.value)) : ''
    if (name === '<<') addMerged(merged, read(reading, value, at))
    else own.set(name, { at, node: read(reading, value, at) })
  }
  return new Map([...[...merged].filter(([name]) => !own.has(name)), ...own])
}

function addMerged(merged: Map<string, Entry>, node: Node): void {
  if (node.kind === 'list') for (const item of node.items) addMerged(merged, item)
  if (node.kind !== 'map') return
  for (const [name, entry] of node.entries) if (!merged.has(name)) merged.set(name, entry)
}

function placeOf({ file, lines }: Reading, parsed: unknown): At | undefined {
  const range = (parsed as Parsed | null)?.range
  return range ? { file, line: Math.max(lines.linePos(range[0]).line, 1) } : undefined
}

function tagOf(parsed: Parsed | null): 'reset' | 'override' | undefined {
  const tag = (parsed as { tag?: string } | null)?.tag
  return tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined
}
