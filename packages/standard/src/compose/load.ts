import { posix } from 'node:path'
import type { Evidence } from '../finding.ts'
import {
  type At,
  entriesOf,
  entryOf,
  get,
  itemsOf,
  type MapNode,
  type Node,
  textOf,
  textsOf,
} from '../yaml/node.ts'
import { readYaml } from '../yaml/read-yaml.ts'
import { merged } from './merge.ts'

/** Compose files as one tree, with the problems that prevented reading them. */
export interface LoadedCompose {
  root?: MapNode
  problems: Evidence[]
}

export type ReadText = (path: string) => string | undefined

/** Real files include only a few others. */
const MAX_DEPTH = 10

/** Reads compose files with their includes and extends; later files are merged over earlier ones. */
export function loadCompose(paths: readonly string[], read: ReadText, depth = 0): LoadedCompose {
  const loaded = paths.map(path => loadFile(path, read, depth))
  const roots = loaded.flatMap(({ root }) => root ?? [])
  const [first, ...others] = roots
  const problems = loaded.flatMap(one => one.problems)
  if (!first) return { problems }
  return { root: others.reduce<Node>((base, over) => merged(base, over), first) as MapNode, problems }
}

function loadFile(path: string, read: ReadText, depth: number): LoadedCompose {
  const text = read(path)
  const at = { file: path, line: 1 }
  if (text === undefined) return { problems: [] }
  const { root, problem } = readYaml(path, text)
  if (problem) return { problems: [{ at: problem.at, message: `${path} ${problem.message}` }] }
  if (root?.kind !== 'map') return { problems: [{ at, message: `${path} is not a mapping` }] }
  if (depth > MAX_DEPTH) return { root, problems: [] }
  const included = includedPaths(root, path).map(one => loadCompose(one, read, depth + 1))
  const whole = included.reduce<MapNode>(
    (base, one) => (one.root ? (merged(one.root, base) as MapNode) : base),
    root,
  )
  return {
    root: withExtended(whole, path, read),
    problems: included.flatMap(one => one.problems),
  }
}

function includedPaths(root: MapNode, file: string): string[][] {
  return itemsOf(get(root, 'include')).map(item => {
    const paths = item.kind === 'text' ? [item.text] : textsOf(get(item, 'path'))
    return paths.map(path => relativeTo(file, path))
  })
}

const relativeTo = (file: string, path: string): string => posix.join(posix.dirname(file), path)

function withExtended(root: MapNode, file: string, read: ReadText): MapNode {
  const services = get(root, 'services')
  if (services?.kind !== 'map') return root
  const entries = new Map(
    [...services.entries].map(([name, { at, node }]) => [
      name,
      { at, node: extended(node, services, file, read, 0) },
    ]),
  )
  const at: At = entryOf(root, 'services')?.at ?? root
  return {
    ...root,
    entries: new Map(root.entries).set('services', { at, node: { ...services, entries } }),
  }
}

/** A service merged over the service that it extends. */
function extended(node: Node, services: Node, file: string, read: ReadText, depth: number): Node {
  const from = get(node, 'extends')
  if (!from || node.kind !== 'map' || depth > MAX_DEPTH) return node
  const name = textOf(from) ?? textOf(get(from, 'service')) ?? ''
  const other = textOf(get(from, 'file'))
  const path = other === undefined ? file : relativeTo(file, other)
  const text = other === undefined ? undefined : read(path)
  const source = text === undefined ? services : (get(readYaml(path, text).root, 'services') ?? services)
  const base = get(source, name)
  const own = { ...node, entries: new Map(entriesOf(node).filter(([key]) => key !== 'extends')) }
  return base ? merged(extended(base, source, path, read, depth + 1), own) : own
}
