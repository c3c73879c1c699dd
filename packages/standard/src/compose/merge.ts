import type { Entry, ListNode, MapNode, Node } from '../yaml/node.ts'

/** Keys whose value is replaced as a whole by a later file. */
const REPLACED = new Set(['command', 'entrypoint', 'test'])
/** Keys that are a mapping or a list of `KEY=value`. */
const KEYED = new Set(['environment', 'labels', 'args', 'annotations', 'sysctls'])

/** A compose file merged with an override: https://docs.docker.com/reference/compose-file/merge */
export function merged(base: Node, over: Node, key = ''): Node {
  if (over.tag === 'override' || REPLACED.has(key)) return over
  if (KEYED.has(key)) return mergedMaps(asMap(base), asMap(over))
  if (base.kind === 'map' && over.kind === 'map') return mergedMaps(base, over)
  if (base.kind === 'list' && over.kind === 'list') return mergedLists(base, over, key)
  if (base.kind === 'list' && over.kind === 'map') return mergedMaps(namesAsMap(base), over)
  if (base.kind === 'map' && over.kind === 'list') return mergedMaps(base, namesAsMap(over))
  return over
}

function mergedMaps(base: Node, over: Node): Node {
  if (base.kind !== 'map' || over.kind !== 'map') return over
  const entries = new Map(base.entries)
  for (const [key, entry] of over.entries) {
    const before = entries.get(key)
    if (entry.node.tag === 'reset') entries.delete(key)
    else entries.set(key, before ? { at: entry.at, node: merged(before.node, entry.node, key) } : entry)
  }
  return { ...base, entries }
}

function mergedLists(base: ListNode, over: ListNode, key: string): Node {
  const identity = key === 'volumes' ? volumeTarget : (node: Node) => JSON.stringify(plainText(node))
  const byIdentity = new Map([...base.items, ...over.items].map(item => [identity(item), item]))
  return { ...base, items: [...byIdentity.values()] }
}

function volumeTarget(node: Node): string {
  if (node.kind === 'text') return node.text.split(':')[1] ?? node.text
  return node.kind === 'map' ? String(plainText(node.entries.get('target')?.node)) : ''
}

function plainText(node: Node | undefined): unknown {
  if (!node || node.kind === 'text') return node?.text
  if (node.kind === 'list') return node.items.map(plainText)
  return [...node.entries].map(([key, entry]) => [key, plainText(entry.node)])
}

/** `KEY=value` items as a mapping. */
export function asMap(node: Node): Node {
  if (node.kind !== 'list') return node
  return mapOf(node, item => {
    const at = item.indexOf('=')
    return at === -1 ? [item, undefined] : [item.slice(0, at), item.slice(at + 1)]
  })
}

/** A list of names, such as networks, as a mapping without values. */
export function namesAsMap(node: Node): Node {
  return node.kind === 'list' ? mapOf(node, item => [item, undefined]) : node
}

function mapOf(list: ListNode, split: (item: string) => [key: string, value: string | undefined]): MapNode {
  const entries = new Map<string, Entry>()
  for (const item of list.items) {
    if (item.kind !== 'text') continue
    const [key, value] = split(item.text)
    const at = { file: item.file, line: item.line }
    entries.set(key, { at, node: { ...item, text: value ?? '', isString: value !== undefined } })
  }
  return { kind: 'map', file: list.file, line: list.line, entries }
}
