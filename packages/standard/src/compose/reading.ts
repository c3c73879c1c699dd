import { posix } from 'node:path'
import { entriesOf, type Node } from '../yaml/node.ts'
import { interpolate, type ValueFor } from './interpolation.ts'
import { asMap } from './merge.ts'
import type { Setting, Text } from './service.ts'

/** Context for reading the values of a service. */
export interface ServiceReading {
  valueFor: ValueFor
  /** Base folder of relative paths. */
  folder: string
}

export function readText(
  node: Node | undefined,
  { valueFor }: Pick<ServiceReading, 'valueFor'>,
): Text | undefined {
  if (node?.kind !== 'text') return undefined
  return { raw: node.text, value: interpolate(node.text, valueFor), at: { file: node.file, line: node.line } }
}

export function readSettings(node: Node | undefined, reading: ServiceReading): Setting[] {
  if (!node) return []
  return entriesOf(asMap(node)).map(([key, entry]) => {
    const isGiven = entry.node.kind === 'text' && (entry.node.text !== '' || entry.node.isString)
    const value = isGiven ? readText(entry.node, reading) : undefined
    return { key, at: entry.at, ...(value ? { value } : {}) }
  })
}

/** A path relative to the repository; undefined if it is outside of it or not a path. */
export function inRepository(folder: string, path: string): string | undefined {
  if (/^([a-z+]+:\/\/|git@|\/|~)/.test(path) || path.includes('$')) return undefined
  const joined = posix.normalize(posix.join(folder, path)).replace(/\/$/, '')
  return joined.startsWith('..') ? undefined : joined
}
