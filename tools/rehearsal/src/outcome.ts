import type { Outcome } from './report/report.ts'
import type { Live } from './verify.ts'

export interface Facts {
  conclusion: string
  /** Results of the stages by name. */
  results: Record<string, string>
  live: Live
  previous: { version: string; slot: string }
  /** The version that was to be deployed; empty when the run never named one. */
  release: string
  slots: boolean
  /** Whether visitors were ever answered by the new version. */
  switched: boolean
  /** Requests lost while the release that had the traffic was alive. */
  lost: number
  /** The first losses, with their second and reason. */
  losses: readonly string[]
  /** Databases whose container is not the one from before the run. */
  replaced: string[]
  /** Findings of the search for secrets. */
  leaks: string[]
  messages: string[]
  failure: string | undefined
}

/** What the site says decides; the results of jobs only tell a rollback from a deployment that never switched. */
export function outcomeOf(facts: Facts): Outcome {
  const { conclusion, live, previous, results } = facts
  const old = live.version === previous.version
  if (conclusion === 'success' && !old && live.status === 200) return 'deployed'
  const back = facts.switched && results.rollback === 'success'
  if (old && live.status === 200 && back) return 'rolled-back'
  return 'failed'
}

/** Everything that is not as it has to be after the rehearsal; empty when it passed. */
export function problemsOf(facts: Facts, outcome: Outcome, expected: Outcome): string[] {
  const { live, previous, failure } = facts
  const problems: string[] = [...facts.leaks]
  if (outcome !== expected)
    problems.push(
      `the outcome is ${outcome}, expected was ${expected} (the run's conclusion: ${facts.conclusion})`,
    )
  if (live.status !== 200) problems.push(`the site answers /health with ${live.status || 'nothing'}`)
  if (outcome === 'deployed' && facts.release && live.version !== facts.release)
    problems.push(`the site runs ${live.version}, not ${facts.release}`)
  if (facts.slots && outcome === 'deployed' && live.slot === previous.slot)
    problems.push(`traffic still goes to slot ${live.slot}`)
  const stays = expected !== 'deployed' && failure !== 'rollback' && failure !== 'edge'
  if (stays && live.version !== previous.version)
    problems.push(`the site runs ${live.version}, not the version from before, ${previous.version}`)
  if (stays && facts.slots && live.slot !== previous.slot)
    problems.push(`traffic goes to slot ${live.slot}, not ${previous.slot} as before`)
  if (facts.slots && facts.lost > 0) problems.push(lossProblem(facts))
  for (const service of facts.replaced) problems.push(`${service} was stopped or replaced`)
  if (failure === 'rollback' && !facts.messages.some(message => message.includes('ROLLBACK FAILED'))) {
    problems.push('no Telegram message says ROLLBACK FAILED')
  }
  if (failure === 'edge') problems.push(...edgeProblems(facts))
  return problems
}

/** How many requests were lost, and why the first ones. */
function lossProblem({ lost, losses }: Pick<Facts, 'lost' | 'losses'>): string {
  const requests = lost === 1 ? '1 request was lost' : `${lost} requests were lost`
  return losses.length === 0 ? requests : `${requests} (${losses.slice(0, 3).join('; ')})`
}

/** A good release that visitors do not reach stays, and somebody is told. */
function edgeProblems({ live, release, results, messages }: Facts): string[] {
  const problems: string[] = []
  if (live.version !== release) problems.push(`the site runs ${live.version}, not ${release}`)
  if (results.rollback !== 'skipped') problems.push(`the rollback ended with ${results.rollback}`)
  if (!messages.some(message => message.includes('Deployed, but not reached')))
    problems.push('no Telegram message says that the release is not reached')
  return problems
}
