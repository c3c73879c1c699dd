import { parser } from './library.ts'
import { everyToken, type Token } from './tokens.ts'

/** actions/runner, src/Sdk/Expressions/ExpressionConstants.cs; a string that contains expressions counts as one expression. */
const MAX_EXPRESSION_LENGTH = 21_000

export function expressionLengthProblems(root: Token): { token: Token; message: string }[] {
  const message = `Exceeded max expression length ${MAX_EXPRESSION_LENGTH}`
  return [...everyToken(root)]
    .filter(token => parser.isBasicExpression(token) && token.expression.length > MAX_EXPRESSION_LENGTH)
    .map(token => ({ token, message }))
}
