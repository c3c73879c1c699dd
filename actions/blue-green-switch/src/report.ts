import { escapeMarkdown, inlineCode, log, table, writeSummary } from '@tsh/action'
import type { Compared, SiteProxy } from '@tsh/deployment'
import { answeredText } from './canary-comparison.ts'
import { chartOf, type Sample } from './observation.ts'
import type { PreparedRelease } from './prepared-release.ts'

/** What a switch has shown. */
export interface Shown {
  /** From the move to the end of the proof. */
  milliseconds: number
  /** Connections that were open before and answered from the new slot. */
  followed: number
  /** Connections that were open before and were ended by the proxy. */
  ended: number
  /** Connections that are open to the old slot. */
  connections: number
  /** What the action's own requests to the site have seen meanwhile. */
  samples: readonly Sample[]
}

/** Tells the log and the summary about a switch. */
export async function report(release: PreparedRelease, proxy: SiteProxy, shown: Shown): Promise<void> {
  const old = release.oldSlot
  const { milliseconds, followed, ended, connections, samples } = shown
  if (connections > 0)
    log.info(`${connections} connections are open to ${old}, which keeps running until they end`)
  const head = ['Version', 'From', 'To', 'How', 'Until proven', 'Kept connections', `Open on ${old}`]
  const row = [
    inlineCode(release.version),
    escapeMarkdown(old),
    escapeMarkdown(release.slot),
    proxy.kind,
    `${milliseconds} ms`,
    `${followed} followed, ${ended} ended by the proxy`,
    String(connections),
  ]
  await writeSummary(`### Switch\n\n${table(head, [row])}\n\n${chartOf(samples)}`)
}

/** Tells the summary what both slots have answered in a canary. */
export async function reportCanary(
  seconds: number,
  { slot, oldSlot: old }: PreparedRelease,
  answered: Compared,
  worse: boolean,
): Promise<void> {
  const head = ['Seconds', `${slot}, the release`, `${old}, as before`, 'Then']
  const then = worse ? `all back to ${old}` : `all to ${slot}`
  const row = [String(seconds), answeredText(answered.tried), answeredText(answered.old), then]
  await writeSummary(`### Canary\n\n${table(head, [row])}\n`)
}
