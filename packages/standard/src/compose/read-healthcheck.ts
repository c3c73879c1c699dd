import { entriesOf, entryOf, get, type Node, textOf, textsOf } from '../yaml/node.ts'
import { interpolate } from './interpolation.ts'
import type { ServiceReading } from './reading.ts'
import type { Healthcheck } from './service.ts'

export function readHealthcheck(node: Node, reading: ServiceReading): Healthcheck | undefined {
  const entry = entryOf(node, 'healthcheck')
  if (!entry) return undefined
  const test = get(entry.node, 'test')
  const [first = '', ...args] = textsOf(test)
  const isList = test?.kind === 'list'
  const isNone = textOf(get(entry.node, 'disable')) === 'true' || (isList && first === 'NONE')
  const form = isNone ? 'none' : isList && first === 'CMD' ? 'exec' : 'shell'
  const given = isList ? args : [first]
  const text = given.map(arg => interpolate(arg, reading.valueFor)).join(' ')
  const options = entriesOf(entry.node).flatMap(([key, { node: value }]): [string, string][] =>
    value.kind === 'text' && key !== 'test' ? [[key, value.text]] : [],
  )
  const at = test ? { file: test.file, line: test.line } : entry.at
  return test || isNone ? { form, text, options: new Map(options), at } : undefined
}
