import { UserError } from '@tsh/action'
import type { Scope } from '../expressions/evaluate.ts'
import { evaluateText } from '../expressions/template.ts'
import { childOf, entriesOf, lineOf, literalOf, placeOf, type Token, textOf } from '../parser/tokens.ts'
import type { WorkflowDraft } from '../parser/workflow-file.ts'

/** A concurrency group that is held by a part of the run. */
export interface HeldGroup {
  name: string
  holder: string
}

export function groupOf(token: Token | undefined, scope: Scope): string {
  if (!token) return ''
  const group = evaluateText(entriesOf(token).length ? childOf(token, 'group') : token, scope)
  // actions/runner, WorkflowTemplateConverter.cs, ConvertToConcurrency.
  if (group === '')
    throw new UserError(`${placeOf(scope.file, token)}: Concurrency group name cannot be empty`)
  return group
}

/** GitHub's message for a group that an outer part of the same run already holds: the run would wait for itself. */
export function deadlock(group: string, holder: string, held: HeldGroup[]): string | undefined {
  const other = held.find(entry => entry.name.toLowerCase() === group.toLowerCase())
  if (!group || !other) return undefined
  return `Canceling since a deadlock for concurrency group '${group}' was detected between '${other.holder}' and '${holder}'`
}

/** `queue: max` with `cancel-in-progress: true` is rejected by GitHub (changelog of 2026-05-07). */
export function concurrencyProblems(draft: WorkflowDraft): string[] {
  const places: [string, Token | undefined][] = [
    ['workflow', draft.concurrency],
    ...draft.jobs.map((job): [string, Token | undefined] => [`job '${job.id}'`, job.concurrency]),
  ]
  return places.flatMap(([place, token]) =>
    textOf(childOf(token, 'queue')) === 'max' && literalOf(childOf(token, 'cancel-in-progress')) === true
      ? [
          `${draft.source.path} (Line: ${lineOf(token)}): ${place}, concurrency: 'queue: max' and 'cancel-in-progress: true' exclude each other`,
        ]
      : [],
  )
}
