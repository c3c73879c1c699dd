/** The value of a variable; undefined when it is not set. */
export type Given = (variable: string) => string | undefined

/** A variable that a string reads but that is not set. */
export interface Unset {
  variable: string
  /** Without a value nothing can be built; for `default`, `text` is used instead. */
  kind: 'required' | 'empty' | 'default'
  /** The default, or the author's message for a required one. */
  text: string
}

export interface Interpolation {
  value: string
  /** Every variable that the value depends on. */
  read: readonly string[]
  unset: readonly Unset[]
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*/
const BRACED = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?)([-?+])(.*))?$/s

/**
 * Interpolates the variables in a string of a compose file, as compose does
 * (https://docs.docker.com/reference/compose-file/interpolation/), and reports those that are not set.
 * @throws SyntaxError at a `$` that does not start a variable, with the text from there
 */
export function interpolate(text: string, given: Given): Interpolation {
  const read = new Set<string>()
  const unset: Unset[] = []
  const expand = (part: string): string => {
    let value = ''
    for (let rest = part; ; ) {
      const dollar = rest.indexOf('$')
      if (dollar === -1) return value + rest
      const expression = expressionIn(rest.slice(dollar))
      value += rest.slice(0, dollar) + (expression.content === '$' ? '$' : evaluate(expression.content))
      rest = rest.slice(dollar + expression.length)
    }
  }
  const evaluate = (content: string): string => {
    const [, variable = '', colon, operator, alternative = ''] = BRACED.exec(content) ?? []
    read.add(variable)
    const value = given(variable)
    const isSet = value !== undefined && !(colon && value === '')
    if (operator === '+')
      return isSet ? expand(alternative) : missing(value, { variable, kind: 'default', text: '' })
    if (isSet) return value
    if (operator === '?') return missing(undefined, { variable, kind: 'required', text: alternative })
    if (operator === '-') return missing(value, { variable, kind: 'default', text: expand(alternative) })
    return missing(value, { variable, kind: 'empty', text: '' })
  }
  /** A variable that is set to an empty value is accepted, unless it is required. */
  const missing = (value: string | undefined, one: Unset): string => {
    if (value === undefined) unset.push(one)
    return one.kind === 'default' ? one.text : ''
  }
  return { value: expand(text), read: [...read], unset }
}

/** The first expression of a text that begins with `$`: its content and its length. `$$` is a literal `$`. */
function expressionIn(text: string): { content: string; length: number } {
  if (text[1] === '$') return { content: '$', length: 2 }
  const plain = VARIABLE.exec(text.slice(1))?.[0]
  if (plain !== undefined) return { content: plain, length: 1 + plain.length }
  const end = text[1] === '{' ? closingBrace(text) : -1
  const content = text.slice(2, end)
  if (end === -1 || !BRACED.test(content)) throw new SyntaxError(text)
  return { content, length: end + 1 }
}

/** The position of the brace that closes the first one, skipping nested variables; -1 if there is none. */
function closingBrace(text: string): number {
  let open = 0
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('${', at)) open++
    else if (text[at] === '}' && --open === 0) return at
  }
  return -1
}
