import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { type Position, type Problem, START } from '../problem.ts'
import { aliasTargets, type Targets } from './alias-targets.ts'
import { type Path, pathText, pointer, shownKey } from './path.ts'
import type { ParsedDocument } from './yaml-document.ts'

/** Position and source of a value. */
export interface Place {
  /** Of the key, or of the item of a list. */
  key: Position
  value: Position
  /** A scalar as written, without quotes. */
  source?: string
  isList?: boolean
}

export interface YamlValues {
  value: unknown
  /** The place of every value by its JSON pointer. */
  places: ReadonlyMap<string, Place>
  problems: readonly Problem[]
}

interface Reading {
  places: Map<string, Place>
  problems: Problem[]
  targets: Targets
  /** Nodes being read, to detect an alias inside its own anchor. */
  open: Set<Node>
  /** Values and keys so far. */
  count: number
  position(node: Node | null): Position
}

/** Aliases can multiply a short text to billions of values; a real file has a few hundred. */
const MAX_VALUES = 20_000

class TooManyValues extends Error {}

/** Converts a document to plain values, resolves its aliases and merge keys, and records positions. */
export function valuesOf({ document, positionAt }: ParsedDocument): YamlValues {
  const contents = document.contents as Node
  const reading: Reading = {
    places: new Map(),
    problems: [],
    targets: aliasTargets(contents),
    open: new Set(),
    count: 0,
    position: node => (node?.range ? positionAt(node.range[0]) : START),
  }
  try {
    return { value: readValue(reading, contents, []), places: reading.places, problems: reading.problems }
  } catch (error) {
    if (!(error instanceof TooManyValues)) throw error
    const message = `the file has more than ${MAX_VALUES.toLocaleString('en')} values after alias expansion.  Use fewer aliases`
    return { value: undefined, places: new Map(), problems: [{ ...START, path: '', message }] }
  }
}

function readValue(reading: Reading, node: Node | null, path: Path, key?: Position): unknown {
  countOne(reading)
  const target = resolved(reading, node, path)
  if (target === undefined || target === null) return undefined
  const position = reading.position(target)
  const source = isScalar(target) ? target.source : undefined
  reading.places.set(pointer(path), {
    key: key ?? position,
    value: source === '' && key ? key : position,
    ...(source === undefined ? {} : { source }),
    ...(isSeq(target) ? { isList: true } : {}),
  })
  if (isScalar(target)) return target.value
  reading.open.add(target)
  const value = isSeq<Node>(target)
    ? target.items.map((item, at) => readValue(reading, item, [...path, at]))
    : mapping(reading, target as YAMLMap<Node, Node | null>, path)
  reading.open.delete(target)
  return value
}

function mapping(reading: Reading, node: YAMLMap<Node, Node | null>, path: Path): object {
  const entries = entriesOf(reading, node, path).map(({ key, position, value }) => [
    key,
    // `{ key }` has no value node.
    value === null
      ? noValue(reading, [...path, key], position)
      : readValue(reading, value, [...path, key], position),
  ])
  return Object.fromEntries(entries)
}

function noValue(reading: Reading, path: Path, position: Position): null {
  reading.places.set(pointer(path), { key: position, value: position, source: '' })
  return null
}

interface Entry {
  key: string
  position: Position
  value: Node | null
}

/** The entries of a mapping, followed by those of its merge keys. */
function entriesOf(reading: Reading, node: YAMLMap<Node, Node | null>, path: Path): Entry[] {
  const entries = new Map<string, Entry>()
  const merged: (Node | null)[] = []
  for (const { key: keyNode, value } of node.items) {
    countOne(reading)
    const key = keyText(reading, keyNode, path)
    if (key === undefined) continue
    const position = reading.position(keyNode)
    const first = entries.get(key)
    if (key === '<<' && isScalar(keyNode) && keyNode.type === 'PLAIN') merged.push(value)
    else if (first)
      note(
        reading,
        position,
        [...path, key],
        `is set twice, first on line ${first.position.line}. Remove one of them`,
      )
    else entries.set(key, { key, position, value })
  }
  for (const entry of merged.flatMap(value => mergedEntries(reading, value, path)))
    if (!entries.has(entry.key)) entries.set(entry.key, entry)
  return [...entries.values()]
}

/** https://yaml.org/type/merge.html */
function mergedEntries(reading: Reading, node: Node | null, path: Path): Entry[] {
  const source = resolved(reading, node, [...path, '<<'])
  if (source === undefined) return []
  if (isSeq<Node>(source) && !reading.open.has(source))
    return source.items.flatMap(item => mergedEntries(reading, item, path))
  if (!isMap<Node, Node | null>(source)) {
    note(
      reading,
      reading.position(node),
      [...path, '<<'],
      'must be a mapping to merge, or a list of mappings',
    )
    return []
  }
  reading.open.add(source)
  const entries = entriesOf(reading, source, path)
  reading.open.delete(source)
  return entries
}

/** A key as written: `3.10` is not 3.1. */
function keyText(reading: Reading, node: Node, path: Path): string | undefined {
  const key = resolved(reading, node, path)
  if (key === undefined) return undefined
  if (isScalar(key)) return key.source ?? String(key.value)
  note(reading, reading.position(node), path, 'has a key that is a mapping or a list. Use a string')
  return undefined
}

/** The target of an alias; every other node itself. */
function resolved(reading: Reading, node: Node | null, path: Path): Node | null | undefined {
  if (!isAlias(node)) return node
  const target = reading.targets.get(node)
  if (target && !reading.open.has(target)) return target
  const why = target ? 'which contains itself' : 'but no anchor of that name precedes it'
  note(reading, reading.position(node), path, `is the alias *${shownKey(node.source)}, ${why}`)
  return undefined
}

function note(reading: Reading, position: Position, path: Path, message: string): void {
  reading.problems.push({
    ...position,
    path: pathText(path),
    message: path.length === 0 ? `the file ${message}` : message,
  })
}

function countOne(reading: Reading): void {
  reading.count++
  if (reading.count > MAX_VALUES) throw new TooManyValues()
}
