import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { readKey } from './check-keys.ts'
import type { Check } from './expectation.ts'

/** Parses checks from a YAML list. Problems contain the line and the key. */
export function parseCheckList(text: string): { checks: Check[]; problems: string[] } {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const problems: string[] = []
  const at = (position: number): string => `input "checks", line ${counter.linePos(position).line}:`
  for (const { message, pos } of document.errors) {
    problems.push(`${at(pos[0])} not valid YAML. ${message.split('\n')[0]?.replace(/ at line \d.*$/, '')}`)
  }
  if (problems.length > 0) return { checks: [], problems }
  if (!isSeq<Node>(document.contents))
    return { checks: [], problems: ['input "checks" must be lines or a YAML list'] }
  const checks = document.contents.items.map(node => {
    const where = at(node.range?.[0] ?? 0)
    const item = isAlias(node) ? node.resolve(document) : node
    if (!isMap<Node, Node>(item)) {
      problems.push(`${where} a check must be a mapping, such as "path: /health"`)
      return undefined
    }
    const check: Check = { method: 'GET', path: '', statuses: [200] }
    for (const { key, value } of item.items) {
      const name = isScalar(key) ? String(key.value) : '?'
      const read = withValue(value, document, known => readKey(name, known))
      if (typeof read === 'string') problems.push(`${at(key.range?.[0] ?? 0)} ${read}`)
      else Object.assign(check, read)
    }
    if (!item.has('path')) problems.push(`${where} the check has no "path"`)
    return check
  })
  return { checks: checks.filter(check => check !== undefined), problems }
}

/** Resolves the value of a node and reads it. @returns the result, or a problem */
function withValue<T>(node: Node | null, document: Document, read: (value: unknown) => T): T | string {
  let value: unknown
  try {
    value = node?.toJS(document)
  } catch (error) {
    return `not valid YAML. ${(error as Error).message}`
  }
  return read(value)
}
