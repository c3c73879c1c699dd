/** A check run or a commit status. */
export interface Check {
  kind: 'check run' | 'status'
  name: string
  /** `success`, `failure`, `skipped`, …; undefined while it runs. */
  conclusion: string | undefined
  /** Of several with the same name, the latest counts. */
  startedAt: string
  id: number
  /** Whether it is a job of this run. */
  isOwn: boolean
}

/** What the required checks say, one sentence each. */
export interface CheckState {
  /** May still pass. */
  pending: string[]
  failed: string[]
}

/** @param allowed conclusions that count like success */
export function stateOf(
  required: readonly string[],
  checks: readonly Check[],
  allowed: readonly string[],
): CheckState {
  const state: CheckState = { pending: [], failed: [] }
  for (const name of required) {
    const named = checks.filter(check => check.name === name)
    const latest = latestOfEachKind(named.filter(({ isOwn }) => !isOwn))
    if (latest.length === 0)
      state.pending.push(
        named.length > 0
          ? `"${name}" is only a job of this run, which cannot require itself`
          : `"${name}" has not run for this commit`,
      )
    for (const { kind, conclusion } of latest) {
      if (conclusion === undefined) state.pending.push(`"${name}" has not completed`)
      else if (conclusion !== 'success' && !allowed.includes(conclusion))
        state.failed.push(`"${name}" ended with ${conclusion} (${kind})`)
    }
  }
  return state
}

/** A re-run, and another workflow with a job of the same name, has its own check run. */
function latestOfEachKind(checks: readonly Check[]): Check[] {
  const latest = new Map<Check['kind'], Check>()
  for (const check of checks) {
    const other = latest.get(check.kind)
    if (other === undefined || isLater(check, other)) latest.set(check.kind, check)
  }
  return [...latest.values()]
}

const isLater = (one: Check, other: Check): boolean =>
  one.startedAt === other.startedAt ? one.id > other.id : one.startedAt > other.startedAt
