import type { Scope } from '../expressions/evaluate.ts'
import { evaluateText } from '../expressions/template.ts'
import { childOf, entriesOf, type Token, textOf } from '../parser/tokens.ts'

/** The environment of a job. */
export interface Environment {
  name: string
  /** Whether the job is listed as a deployment; not with `deployment: false`. */
  isDeployment: boolean
}

/** The environment that a job names; undefined for none. */
export function environmentOf(token: Token | undefined, scope: Scope): Environment | undefined {
  const name = environmentName(token, scope)
  if (name === '') return undefined
  return { name, isDeployment: textOf(childOf(token, 'deployment')) !== 'false' }
}

/** The name in `environment: name` or `environment: {name: …}`; an empty one means no environment. */
export function environmentName(token: Token | undefined, scope: Scope): string {
  return evaluateText(entriesOf(token).length ? childOf(token, 'name') : token, scope)
}
