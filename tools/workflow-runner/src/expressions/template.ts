import { UserError } from '@tsh/action'
import { messageOf } from '../errors.ts'
import { parser } from '../parser/library.ts'
import {
  type BasicExpressionToken,
  entriesOf,
  itemsOf,
  literalOf,
  placeOf,
  type Token,
} from '../parser/tokens.ts'
import { coerceText, fromData } from './data.ts'
import { evaluateExpression, isTrue, type Scope } from './evaluate.ts'

/** The value of a token with all expressions evaluated. */
export function evaluate(token: Token | undefined, scope: Scope): unknown {
  if (!token) return undefined
  if (parser.isSequence(token)) return itemsOf(token).map(item => evaluate(item, scope))
  if (parser.isMapping(token)) return Object.fromEntries(evaluateEntries(token, scope))
  if (parser.isBasicExpression(token))
    return within(token, scope, () => fromData(evaluateExpression(token.expression, scope)))
  return literalOf(token)
}

/** Entries of a mapping; a key `${{ insert }}` stands for the entries of its value. */
function evaluateEntries(token: Token, scope: Scope): [string, unknown][] {
  return entriesOf(token).flatMap(({ key, value }): [string, unknown][] => {
    const result = evaluate(value, scope)
    if (parser.isBasicExpression(key)) return [[evaluateText(key, scope), result]]
    if (key.isExpression) return Object.entries((result ?? {}) as Record<string, unknown>)
    return [[key.toString(), result]]
  })
}

export function evaluateText(token: Token | undefined, scope: Scope): string {
  return textFrom(evaluate(token, scope), token, scope)
}

/** A mapping of strings (`env`, `with`, `outputs`, `secrets`), which may be a single expression. */
export function evaluateTexts(token: Token | undefined, scope: Scope): Record<string, string> {
  const value = evaluate(token, scope) ?? {}
  if (typeof value !== 'object' || Array.isArray(value)) throw problem(token, scope, 'A mapping was expected')
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textFrom(item, token, scope)]))
}

function textFrom(value: unknown, token: Token | undefined, scope: Scope): string {
  if (Array.isArray(value)) throw problem(token, scope, 'A sequence was not expected')
  if (value && typeof value === 'object') throw problem(token, scope, 'A mapping was not expected')
  return coerceText(value)
}

export function evaluateBoolean(token: Token | undefined, scope: Scope, fallback: boolean): boolean {
  const value = evaluate(token, scope)
  if (value === undefined) return fallback
  if (typeof value !== 'boolean')
    throw problem(token, scope, `Unexpected value '${coerceText(value)}', a boolean was expected`)
  return value
}

export function evaluateNumber(token: Token | undefined, scope: Scope): number | undefined {
  const value = evaluate(token, scope)
  if (value === undefined || typeof value === 'number') return value
  throw problem(token, scope, `Unexpected value '${coerceText(value)}', a number was expected`)
}

/** An `if`, to which the parser has already added `success() &&` if it has no status function. */
export function evaluateCondition(condition: BasicExpressionToken, scope: Scope): boolean {
  return within(condition, scope, () => isTrue(evaluateExpression(condition.expression, scope)))
}

function within<T>(token: Token, scope: Scope, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw problem(token, scope, messageOf(error))
  }
}

function problem(token: Token | undefined, scope: Scope, message: string): UserError {
  return new UserError(`The template is not valid. ${placeOf(scope.file, token)}: ${message}`)
}
