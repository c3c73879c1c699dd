import type { Environment, Traffic } from '@tsh/sandbox'

export type Outcome = 'deployed' | 'rolled-back' | 'failed'

export interface JobReport {
  name: string
  result: string
  seconds: number
  /** Seconds since the start of the run; undefined for a job that never started. */
  start: number | undefined
}

/** An item of the checklist in deployment.json. */
export interface ChecklistItem {
  id: string
  state: 'proven' | 'skipped' | 'not-applicable' | 'missing'
  text: string
}

/** The complete result of a rehearsal. */
export interface Report {
  id: string
  environment: Environment
  repository: string
  /** The injected failure. */
  failure: string | undefined
  /** The sandbox's generation, its properties and the versions in it. */
  sandbox: string
  outcome: Outcome
  expected: Outcome
  /** Deviations from the expected state; empty when the rehearsal passed. */
  problems: string[]
  jobs: JobReport[]
  traffic: Traffic
  /** Seconds from the start of the load to the start of the run. */
  lead: number
  switchMs: number
  rollbackSeconds: number | undefined
  release: string
  previous: string
  live: { slot: string; version: string }
  slots: boolean
  /** The names of the slots; the page shows the first in blue and the second in green. */
  slotNames: readonly string[]
  /** Seconds that preparing the sandbox and the run itself took. */
  seconds: { preparation: number; run: number }
  /** The last text of each Telegram message. */
  messages: string[]
  /** Objects in the bucket. */
  objects: { key: string; size: number }[]
  /** Compose services that have a container on the server, with its state. */
  services: Record<string, string>
  /** The same services, with the tag of the image of their container. */
  versions: Record<string, string>
  /** Lines of the server's release journal. */
  journal: string[]
  /** The checklist of the run; empty if it has none. */
  checklist: ChecklistItem[]
  /** Why jobs failed, as reported by the run. */
  failures: string[]
  /** What the first failed step printed last; empty if the failure was expected. */
  output: string[]
  startedAt: string
}

/** What `--json` writes. */
export function resultOf(report: Report): object {
  return {
    environment: report.environment,
    sandbox: report.sandbox,
    outcome: report.outcome,
    jobs: report.jobs.map(({ name, result, seconds }) => ({ name, result, seconds })),
    traffic: { requests: report.traffic.requests, lost: report.traffic.lost },
    switchMs: report.switchMs,
    rollbackSeconds: report.rollbackSeconds ?? null,
    release: report.release,
    previous: report.previous,
    live: report.live,
    checklist: report.checklist.map(({ id, state, text }) => ({ id, state, text })),
    expected: report.expected,
    problems: report.problems,
    seconds: report.seconds,
  }
}

/** The outcome as one sentence. */
export function verdict(report: Report): string {
  const { outcome, release, previous, live, failure } = report
  const because = failure ? `failure injected in ${failure}:  ` : ''
  if (outcome === 'deployed')
    return `${because}${release} is live${live.slot && report.slots ? ` in slot ${live.slot}` : ''}.`
  if (outcome === 'rolled-back') return `${because}the site was rolled back to ${previous}.`
  const state =
    previous && live.version === previous
      ? `${previous} is still live`
      : `${live.version || 'nothing'} is live`
  return `${because}the deployment failed; ${state}.`
}
