import { childOf, hasExpression, literalOf, type Token } from '../../parser/tokens.ts'

/** The matrix of a job if it has no expressions. */
export function literalMatrix(job: Token): Record<string, unknown> | undefined {
  const token = childOf(childOf(job, 'strategy'), 'matrix')
  return token && !hasExpression(token) ? (literalOf(token) as Record<string, unknown>) : undefined
}
