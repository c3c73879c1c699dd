import { UserError } from '@tsh/action'
import { coerceText } from '../expressions/data.ts'
import type { Scope } from '../expressions/evaluate.ts'
import { evaluate, evaluateTexts } from '../expressions/template.ts'
import { entriesOf, isExpression, literalOf, textOf } from '../parser/tokens.ts'
import type { JobDraft } from '../parser/workflow-file.ts'
import type { CallDefinition, InputDefinition, WorkflowDefinition } from './definition.ts'

export type InputValue = string | number | boolean

/** Problems of a call, by the rules that GitHub applies when a run is created. */
export function callProblems(job: JobDraft, called: WorkflowDefinition, uses: string): string[] {
  const given = entriesOf(job.with)
  const has = (name: string): boolean => given.some(({ key }) => sameName(key.toString(), name))
  return [
    ...given.flatMap(({ key, value }) => {
      const input = called.callInputs.find(definition => sameName(definition.name, key.toString()))
      if (!input) return [`Invalid input, ${key} is not defined in the referenced workflow ${uses}.`]
      return isExpression(value) || fits(literalOf(value), input.type)
        ? []
        : [`Input ${key} of ${uses} must be a ${input.type}, not '${textOf(value)}'.`]
    }),
    ...called.callInputs
      .filter(input => input.required && !has(input.name))
      .map(input => `Input ${input.name} is required, but not provided while calling ${uses}.`),
    ...secretProblems(job, called, uses),
  ]
}

function secretProblems(job: JobDraft, called: WorkflowDefinition, uses: string): string[] {
  if (textOf(job.secrets) === 'inherit') return []
  const given = entriesOf(job.secrets).map(({ key }) => key.toString())
  return [
    ...given
      .filter(name => !called.callSecrets.some(secret => sameName(secret.name, name)))
      .map(name => `Invalid secret, ${name} is not defined in the referenced workflow ${uses}.`),
    ...called.callSecrets
      .filter(secret => secret.required && !given.some(name => sameName(name, secret.name)))
      .map(secret => `Secret ${secret.name} is required, but not provided while calling ${uses}.`),
  ]
}

/** Replaces values that a caller passes, for rehearsals. */
export type ReplaceInput = (name: string, callerValue: InputValue | undefined) => string | undefined

/** The `inputs` context of a called workflow. `inside` is the called workflow's scope, for its defaults. */
export function callInputs(
  call: CallDefinition,
  caller: Scope,
  inside: Scope,
  replace: ReplaceInput,
): Record<string, InputValue> {
  const given = new Map(
    Object.entries((evaluate(call.with, caller) ?? {}) as object).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  )
  return Object.fromEntries(
    call.workflow.callInputs.map(input => {
      const passed = given.get(input.name.toLowerCase()) as InputValue | undefined
      const replaced = replace(input.name, passed)
      const value = replaced === undefined ? passed : typed(replaced, input)
      return [
        input.name,
        checkedInput(input, value ?? (evaluate(input.default, inside) as InputValue | undefined)),
      ]
    }),
  )
}

function checkedInput(input: InputDefinition, value: InputValue | null | undefined): InputValue {
  if (value === undefined || value === null)
    return input.type === 'boolean' ? false : input.type === 'number' ? 0 : ''
  if (input.type === 'string') return coerceText(value)
  if (!fits(value, input.type))
    throw new UserError(`Input ${input.name} must be a ${input.type}, not '${coerceText(value)}'.`)
  return value
}

function fits(value: unknown, type: string): boolean {
  return type === 'string' ? typeof value !== 'object' : typeof value === type
}

/** Converts an external string to the declared type; a value that does not match stays a string. */
export function typed(text: string, input: InputDefinition): InputValue {
  if (input.type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if (input.type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  return text
}

/** A called workflow has access only to the secrets that were passed to it, and the token. */
export function callSecrets(
  call: CallDefinition,
  caller: Scope,
  callerSecrets: Record<string, string>,
): Record<string, string> {
  if (call.secrets === 'inherit') return callerSecrets
  const token = callerSecrets.GITHUB_TOKEN ?? ''
  return { ...evaluateTexts(call.secrets, caller), GITHUB_TOKEN: token }
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}
