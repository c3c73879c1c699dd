import type {
  BasicExpressionToken,
  MappingToken,
  ScalarToken,
  SequenceToken,
  TemplateToken,
} from '@actions/workflow-parser/templates/tokens/index'
import { parser } from './library.ts'

export type Token = TemplateToken
export type { BasicExpressionToken, MappingToken, ScalarToken, SequenceToken }

/** Key and value of every entry of a mapping; empty for any other token. */
export function entriesOf(token: Token | undefined): { key: ScalarToken; value: Token }[] {
  return token && parser.isMapping(token) ? [...token] : []
}

export function itemsOf(token: Token | undefined): Token[] {
  return token && parser.isSequence(token) ? [...token] : []
}

export function childOf(token: Token | undefined, key: string): Token | undefined {
  return entriesOf(token).find(entry => entry.key.toString() === key)?.value
}

/** A token and all its descendants, including keys. */
export function* everyToken(token: Token): Generator<Token> {
  yield token
  for (const item of itemsOf(token)) yield* everyToken(item)
  for (const { key, value } of entriesOf(token)) {
    yield key
    yield* everyToken(value)
  }
}

export function hasExpression(token: Token): boolean {
  return [...everyToken(token)].some(isExpression)
}

export function isExpression(token: Token): boolean {
  return token.isExpression
}

/** The text of a literal scalar; undefined for expressions, mappings and sequences. */
export function textOf(token: Token | undefined): string | undefined {
  return token && parser.isLiteral(token) ? token.toString() : undefined
}

/** The plain value of a token without expressions. */
export function literalOf(token: Token | undefined): unknown {
  if (!token) return undefined
  if (parser.isSequence(token)) return itemsOf(token).map(literalOf)
  if (parser.isMapping(token)) {
    return Object.fromEntries(entriesOf(token).map(({ key, value }) => [key.toString(), literalOf(value)]))
  }
  if (parser.isString(token) || parser.isBoolean(token) || parser.isNumber(token)) return token.value
  return null
}

export function lineOf(token: Token | undefined): number {
  return token?.range?.start.line ?? 0
}

/** The position of a token in GitHub's format. */
export function placeOf(file: string, token: Token | undefined): string {
  return token?.range ? `${file} (Line: ${token.range.start.line}, Col: ${token.range.start.column})` : file
}
