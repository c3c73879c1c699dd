/** A place in a JSON document. */
export interface JsonPath {
  /** As it was written, such as `items[0].name`. */
  text: string
  /** Names of members and numbers of elements, from the outside in. */
  steps: readonly (string | number)[]
}

const NAME = /^[^.[\]\s]+/
const INDEX = /^\[(\d{1,9})\]/

/** Reads `a.b[0].c` or `[0].a`; anything else is `undefined`. */
export function parseJsonPath(text: string): JsonPath | undefined {
  const steps: (string | number)[] = []
  let rest = text
  while (rest !== '') {
    const index = INDEX.exec(rest)
    const dotted = steps.length === 0 ? rest : rest.startsWith('.') ? rest.slice(1) : ''
    const name = index ? null : NAME.exec(dotted)
    if (index) rest = rest.slice(index[0].length)
    else if (name) rest = dotted.slice(name[0].length)
    else return undefined
    steps.push(index ? Number(index[1]) : (name?.[0] ?? ''))
  }
  return steps.length > 0 ? { text, steps } : undefined
}

/** What stands at a place; `undefined` when there is nothing, which no JSON value is. */
export function valueAt(document: unknown, { steps }: JsonPath): unknown {
  let value = document
  for (const step of steps) {
    const right = typeof step === 'number' ? Array.isArray(value) : isMap(value)
    if (!right || !Object.hasOwn(value as object, step)) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
