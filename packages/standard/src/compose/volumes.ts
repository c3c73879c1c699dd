import { get, type Node, textOf } from '../yaml/node.ts'
import { interpolate, type ValueFor } from './interpolation.ts'
import type { Volume } from './service.ts'

/** An item of `volumes`. */
export function readVolume(node: Node, { valueFor }: { valueFor: ValueFor }): Volume {
  const at = { file: node.file, line: node.line }
  if (node.kind !== 'text') {
    const part = (key: string): string => interpolate(textOf(get(node, key)) ?? '', valueFor)
    const type = part('type')
    return {
      type: type === 'bind' || type === 'volume' || type === 'tmpfs' ? type : 'other',
      source: part('source'),
      target: part('target'),
      isReadOnly: part('read_only') === 'true',
      at,
    }
  }
  const [first = '', second, third = ''] = interpolate(node.text, valueFor).split(':')
  if (first === 'tmpfs' && third === 'tmpfs')
    return { type: 'tmpfs', source: '', target: second ?? '', isReadOnly: false, at }
  const isPath = /^[./~$]/.test(first)
  if (second === undefined) return { type: 'volume', source: '', target: first, isReadOnly: false, at }
  const isReadOnly = third.split(',').includes('ro')
  return { type: isPath ? 'bind' : 'volume', source: first, target: second, isReadOnly, at }
}
