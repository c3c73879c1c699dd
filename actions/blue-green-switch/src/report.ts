import { escapeMarkdown, inlineCode, log, table, writeSummary } from '@tsh/action'
import type { Compared, SiteProxy } from '@tsh/deployment'
import { formatCounts } from './canary-comparison.ts'
import { chartOf, type Sample } from './observation.ts'
import type { PreparedRelease } from './prepared-release.ts'

/** The observations during a switch. */
export interface Observations {
  /** From the move to the end of the verification. */
  milliseconds: number
  /** Connections that were open before and got responses from the new slot. */
  followed: number
  /** Connections that were open before and were closed by the proxy. */
  ended: number
  /** Connections that are still open to the old slot. */
  connections: number
  /** Results of the probe requests to the site. */
  samples: readonly Sample[]
}

/** Reports a switch in the log and the summary. */
export async function report(
  release: PreparedRelease,
  proxy: SiteProxy,
  observations: Observations,
): Promise<void> {
  const old = release.oldSlot
  const { milliseconds, followed, ended, connections, samples } = observations
  if (connections > 0) log.info(`${connections} connections are still open to ${old}, which keeps running`)
  const head = ['Version', 'From', 'To', 'Method', 'Verified after', 'Kept connections', `Open on ${old}`]
  const row = [
    inlineCode(release.version),
    escapeMarkdown(old),
    escapeMarkdown(release.slot),
    proxy.kind,
    `${milliseconds} ms`,
    `${followed} followed, ${ended} closed by the proxy`,
    String(connections),
  ]
  await writeSummary(`### Switch\n\n${table(head, [row])}\n\n${chartOf(samples)}`)
}

/** Reports the request counts of both slots during a canary in the summary. */
export async function reportCanary(
  seconds: number,
  { slot, oldSlot: old }: PreparedRelease,
  answered: Compared,
  worse: boolean,
): Promise<void> {
  const head = ['Seconds', `${slot} (release)`, `${old} (previous)`, 'Result']
  const then = worse ? `all traffic back to ${old}` : `all traffic to ${slot}`
  const row = [String(seconds), formatCounts(answered.tried), formatCounts(answered.old), then]
  await writeSummary(`### Canary\n\n${table(head, [row])}\n`)
}
