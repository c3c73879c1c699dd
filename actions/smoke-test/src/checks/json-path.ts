/** A place in a JSON document. */
export interface JsonPath {
  /** As written, such as `items[0].name`. */
  text: string
  /** Member names and element indexes, outermost first. */
  steps: readonly (string | number)[]
}

const NAME = /^[^.[\]\s]+/
const INDEX = /^\[(\d{1,9})\]/

/** Parses `a.b[0].c` or `[0].a`; undefined for anything else. */
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

/** The value at a path; undefined when there is none (no JSON value is undefined). */
export function valueAt(document: unknown, { steps }: JsonPath): unknown {
  let value = document
  for (const step of steps) {
    const isContainer = typeof step === 'number' ? Array.isArray(value) : isMap(value)
    if (!isContainer || !Object.hasOwn(value as object, step)) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
