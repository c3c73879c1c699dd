/** A variable in a string of a compose file. */
export interface Variable {
  name: string
  /** `:-`, `-`, `:?`, `?`, `:+`, `+`, or nothing. */
  operator: string
  /** What follows the operator: a default or a message. */
  operand: string
  start: number
  end: number
}

export type ValueFor = (name: string) => string | undefined

/** Replaces variables like compose: an unset variable becomes empty, and `$$` a dollar sign. */
export function interpolate(text: string, valueFor: ValueFor): string {
  let result = ''
  let at = 0
  for (const variable of variablesAt(text)) {
    result += text.slice(at, variable.start).replaceAll('$$', '$') + expanded(variable, valueFor)
    at = variable.end
  }
  return result + text.slice(at).replaceAll('$$', '$')
}

/** The variables of a string, including those inside defaults. */
export function variablesIn(text: string): Variable[] {
  return variablesAt(text).flatMap(variable => [variable, ...variablesIn(variable.operand)])
}

/** Whether the variable must be set, because it has no default. */
export const isNeeded = ({ operator }: Variable): boolean => operator === '' || operator.endsWith('?')

function expanded({ name, operator, operand }: Variable, valueFor: ValueFor): string {
  const value = valueFor(name)
  const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'))
  const kind = operator.at(-1)
  if (kind === '+') return isSet ? interpolate(operand, valueFor) : ''
  if (kind === '-') return isSet ? value : interpolate(operand, valueFor)
  return value ?? ''
}

const START = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-?+])?)/g

function variablesAt(text: string): Variable[] {
  const found: Variable[] = []
  START.lastIndex = 0
  let from = 0
  for (const match of text.matchAll(START)) {
    const start = match.index
    if (start < from) continue
    const [whole, bare, braced, operator = ''] = match
    const operand = start + whole.length
    from = operand
    if (bare !== undefined) found.push({ name: bare, operator: '', operand: '', start, end: operand })
    if (braced === undefined) continue
    from = closing(text, operand)
    found.push({ name: braced, operator, operand: text.slice(operand, from - 1), start, end: from })
  }
  return found
}

/** The position after the closing brace that matches the one before the given position. */
function closing(text: string, at: number): number {
  let depth = 1
  for (; at < text.length; at++) {
    if (text[at] === '{' && text[at - 1] === '$') depth++
    else if (text[at] === '}' && --depth === 0) return at + 1
  }
  return text.length + 1
}
