import { type Path, pathText, pointer } from './path.ts'
import type { SchemaProblem } from './schema-problems.ts'
import { secretKind } from './secret-kind.ts'
import type { YamlValues } from './yaml-values.ts'

/** Strings that no setting may contain: secrets, and expressions that only a workflow evaluates. */
export function forbiddenTexts({ value, places }: Pick<YamlValues, 'value' | 'places'>): SchemaProblem[] {
  return textsIn(value, []).flatMap(({ path, text }) => {
    const message = forbidden(text)
    const { line, column } = places.get(pointer(path))?.value ?? { line: 1, column: 1 }
    return message === undefined ? [] : [{ line, column, path: pathText(path), message, keys: path }]
  })
}

function forbidden(text: string): string | undefined {
  const kind = secretKind(text)
  if (kind !== undefined)
    return `contains ${kind}, which everyone with read access to the repository can see. Rotate the secret, and store the new one as a repository secret`
  if (text.includes('${{'))
    return 'contains an expression (${{ … }}), which is not evaluated in this file. Use the value itself'
  return undefined
}

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((item, at) => textsIn(item, [...path, at]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]))
}
