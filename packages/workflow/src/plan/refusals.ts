import { childOf, entriesOf, isExpression, itemsOf, lineOf, type Token, textOf } from '../parser/tokens.ts'
import type { WorkflowDraft } from '../parser/workflow-file.ts'

// Keys that GitHub knows and this runner does not: refused, since a skipped service or container would make a run a lie.
const refusedJobKeys: Record<string, string> = {
  container: 'job containers are not supported',
  services: 'service containers are not supported',
  snapshot: 'snapshots are not supported',
  'cancel-timeout-minutes': 'this key is not supported',
}

/** What a parsed workflow asks for that this runner cannot do, one line each. */
export function unsupported(draft: WorkflowDraft): string[] {
  const file = draft.source.path
  return entriesOf(childOf(draft.root, 'jobs')).flatMap(({ key, value }) => [
    ...Object.entries(refusedJobKeys).flatMap(([name, reason]) => {
      const token = childOf(value, name)
      return token ? [`${file} (Line: ${lineOf(token)}): job '${key}', ${name}: ${reason}`] : []
    }),
    ...runnerProblems(childOf(value, 'runs-on')).map(
      problem => `${file} (Line: ${lineOf(childOf(value, 'runs-on'))}): job '${key}', ${problem}`,
    ),
    ...[...itemsOf(childOf(value, 'steps'))].flatMap(step =>
      stepProblems(step).map(problem => `${file} (Line: ${lineOf(step)}): job '${key}', ${problem}`),
    ),
  ])
}

function runnerProblems(token: Token | undefined): string[] {
  if (!token || isExpression(token)) return []
  if (entriesOf(token).length) return ['runs-on: runner groups are not supported; use an ubuntu-* label']
  const labels = itemsOf(token).length ? itemsOf(token).filter(item => !isExpression(item)) : [token]
  return labels.map(label => textOf(label) ?? '').flatMap(label => labelProblem(label) ?? [])
}

/** Why a job cannot run for a label of `runs-on`. */
export function labelProblem(label: string): string | undefined {
  return /^ubuntu-[\w.-]+$/i.test(label)
    ? undefined
    : `runs-on: '${label}' is not supported; this runner stands in for ubuntu-* only`
}

function stepProblems(step: Token): string[] {
  const shell = textOf(childOf(step, 'shell'))
  return shell ? shellProblem(shell) : []
}

/** `cmd` exists on Windows alone; everything else is looked for on the machine. */
export function shellProblem(shell: string): string[] {
  if (shell === 'cmd' || shell === 'powershell')
    return [`shell: '${shell}' is not supported; it exists on Windows runners only`]
  return []
}
