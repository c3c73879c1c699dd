/** A position in a file; lines are 1-based. */
export interface At {
  file: string
  line: number
}

export type Node = TextNode | ListNode | MapNode

interface Place extends At {
  /** The merge tag of compose. */
  tag?: 'reset' | 'override'
}

export interface TextNode extends Place {
  kind: 'text'
  /** As written; empty for null. */
  text: string
  /** Whether it is a string, not a number, boolean or null. */
  isString: boolean
}

export interface ListNode extends Place {
  kind: 'list'
  items: readonly Node[]
}

export interface MapNode extends Place {
  kind: 'map'
  entries: ReadonlyMap<string, Entry>
}

/** A key with its value; a value from an anchor has the position of the anchor. */
export interface Entry {
  at: At
  node: Node
}

export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined
}

/** The value at a path of keys. */
export function get(node: Node | undefined, ...path: string[]): Node | undefined {
  return path.reduce<Node | undefined>((inner, key) => entryOf(inner, key)?.node, node)
}

/** A scalar as text. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'text' ? node.text : undefined
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : []
}

export function entriesOf(node: Node | undefined): [key: string, entry: Entry][] {
  return node?.kind === 'map' ? [...node.entries] : []
}

/** The texts of a list, or a single text as a list. */
export function textsOf(node: Node | undefined): string[] {
  const nodes = node?.kind === 'text' ? [node] : itemsOf(node)
  return nodes.flatMap(item => textOf(item) ?? [])
}

/** A node as plain values, for comparison. */
export function plain(node: Node): unknown {
  if (node.kind === 'text') return node.text
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]))
}

/** Every scalar of a tree. */
export function scalarsOf(node: Node | undefined): TextNode[] {
  if (node === undefined) return []
  if (node.kind === 'text') return [node]
  if (node.kind === 'list') return node.items.flatMap(scalarsOf)
  return [...node.entries.values()].flatMap(entry => scalarsOf(entry.node))
}

export const place = ({ file, line }: At): At => ({ file, line })
