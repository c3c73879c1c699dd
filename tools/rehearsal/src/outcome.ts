import type { Outcome } from './report/report.ts'
import type { Live } from './verify.ts'

export interface Facts {
  conclusion: string
  /** Results of the stages by name. */
  results: Record<string, string>
  live: Live
  previous: { version: string; slot: string }
  /** The version to deploy; empty when the run never determined one. */
  release: string
  slots: boolean
  /** Whether the new version ever served visitors. */
  switched: boolean
  /** Requests lost while the release that received the traffic was running. */
  lost: number
  /** The first losses, with time and reason. */
  losses: readonly string[]
  /** Databases whose container was replaced during the run. */
  replaced: string[]
  /** Findings of the leak check. */
  leaks: string[]
  messages: string[]
  failure: string | undefined
  /** Ids of the items of the checklist without evidence. */
  missing: readonly string[]
  /** The commit of the live version, and the one that GitHub lists as live; empty for none. */
  commit: { live: string; listed: string }
  /** Whether nothing was live before, so that nothing is live after a failure either. */
  fresh: boolean
}

/** The site decides; job results only distinguish a rollback from a deployment that never switched. */
export function outcomeOf(facts: Facts): Outcome {
  const { conclusion, live, previous, results } = facts
  const old = live.version === previous.version
  if (conclusion === 'success' && !old && live.status === 200) return 'deployed'
  const back = facts.switched && results.rollback === 'success'
  if (old && live.status === 200 && back) return 'rolled-back'
  return 'failed'
}

/** Every deviation from the expected state after the rehearsal; empty when it passed. */
export function problemsOf(facts: Facts, outcome: Outcome, expected: Outcome): string[] {
  const { live, previous, failure } = facts
  const problems: string[] = [...facts.leaks]
  if (outcome !== expected)
    problems.push(
      `the outcome is ${outcome}, expected ${expected} (conclusion of the run: ${facts.conclusion})`,
    )
  if (live.status !== 200 && !(facts.fresh && expected !== 'deployed'))
    problems.push(
      `the site returns ${live.status ? `HTTP ${live.status}` : 'no response'} for its health path`,
    )
  if (outcome === 'deployed' && facts.release && live.version !== facts.release)
    problems.push(`the site runs ${live.version}, not ${facts.release}`)
  if (facts.slots && outcome === 'deployed' && live.slot === previous.slot)
    problems.push(`traffic still goes to slot ${live.slot}`)
  const stays = !facts.fresh && expected !== 'deployed' && !LIVE_AFTER.includes(failure ?? '')
  if (stays && live.version !== previous.version)
    problems.push(`the site runs ${live.version}, not the previous version ${previous.version}`)
  if (stays && facts.slots && live.slot !== previous.slot)
    problems.push(`traffic goes to slot ${live.slot}, not to the previous slot ${previous.slot}`)
  if (facts.slots && facts.lost > 0) problems.push(lossProblem(facts))
  for (const service of facts.replaced) problems.push(`${service} was stopped or replaced`)
  if (failure === 'rollback' && !facts.messages.some(message => message.includes('ROLLBACK FAILED'))) {
    problems.push('no Telegram message contains ROLLBACK FAILED')
  }
  if (failure !== 'rollback' && live.status === 200) problems.push(...listingProblems(facts))
  if (failure === 'edge') problems.push(...edgeProblems(facts))
  if (failure === 'evidence') problems.push(...evidenceProblems(facts))
  return problems
}

/** Failures after which the new version may be live. */
const LIVE_AFTER = ['rollback', 'edge', 'evidence']

/** GitHub's list of deployments names what is live, also after a rollback. */
function listingProblems({ commit: { live, listed } }: Facts): string[] {
  if (listed === live) return []
  return [`GitHub lists the commit ${listed || 'none'} as live, not ${live}`]
}

/** The number of lost requests, and the reasons of the first ones. */
function lossProblem({ lost, losses }: Pick<Facts, 'lost' | 'losses'>): string {
  const requests = lost === 1 ? '1 request was lost' : `${lost} requests were lost`
  return losses.length === 0 ? requests : `${requests} (${losses.slice(0, 3).join('; ')})`
}

/** A healthy release that visitors cannot reach stays live, and a message is sent. */
function edgeProblems({ live, release, results, messages }: Facts): string[] {
  const problems: string[] = []
  if (live.version !== release) problems.push(`the site runs ${live.version}, not ${release}`)
  if (results.rollback !== 'skipped') problems.push(`the rollback has the result ${results.rollback}`)
  if (!messages.some(message => message.includes('Deployed, but unreachable')))
    problems.push('no Telegram message reports that the release is unreachable')
  return problems
}

/** Missing evidence only fails the last job: the release stays live, and nothing else is missing. */
function evidenceProblems({ live, release, results, missing }: Facts): string[] {
  const problems: string[] = []
  if (live.version !== release) problems.push(`the site runs ${live.version}, not ${release}`)
  if (results.rollback !== 'skipped') problems.push(`the rollback has the result ${results.rollback}`)
  if (results.notify !== 'failure') problems.push(`the job notify has the result ${results.notify}`)
  if (missing.join() !== 'host-key')
    problems.push(`the checklist names ${missing.join(', ') || 'nothing'} as missing, not host-key`)
  return problems
}
