import { escapeMarkdown, inlineCode, table } from '@tsh/action'
import type { Release } from '@tsh/deployment'

/** Number of releases that are listed. */
const MAX_RELEASES = 10

type Past = Pick<Release, 'version' | 'slot' | 'state' | 'actor' | 'at' | 'wasLive'>

/**
 * The newest releases of the journal as a table in Markdown, newest first.
 *
 * @param releases oldest first, without the current one
 * @param current the current release with a short outcome
 */
export function history(
  releases: readonly Past[],
  { live, current }: { live: string | undefined; current: Omit<Past, 'state' | 'wasLive'> & { end: string } },
): string {
  const past = releases
    .slice(1 - MAX_RELEASES)
    .map(release => ({ ...release, end: endOf(release, live) }))
    .reverse()
  const rows = [current, ...past].map(({ version, at = '', actor, slot = '', end }) => [
    inlineCode(version),
    escapeMarkdown(at.slice(0, 16).replace('T', ' ')),
    escapeMarkdown(actor),
    escapeMarkdown(slot),
    escapeMarkdown(end),
  ])
  return `### Releases\n\n${table(['Version', 'Began (UTC)', 'By', 'Slot', 'State'], rows)}\n`
}

function endOf({ version, state, wasLive }: Past, live: string | undefined): string {
  if (state === 'switched') return version === live ? 'live until now' : 'was live'
  if (state === 'rolled-back') return 'rolled back'
  if (state === 'failed') return wasLive ? 'was live' : 'failed'
  return state
}
