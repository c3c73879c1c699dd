import type { Scope } from '../expressions/evaluate.ts'
import { evaluateText } from '../expressions/template.ts'
import { childOf, entriesOf, type Token } from '../parser/tokens.ts'

/** The name in `environment: name` or `environment: {name: …}`; an empty one means no environment. */
export function environmentName(token: Token | undefined, scope: Scope): string {
  return evaluateText(entriesOf(token).length ? childOf(token, 'name') : token, scope)
}
