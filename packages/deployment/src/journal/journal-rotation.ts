import { log } from '@tsh/action'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import type { Application } from '../application.ts'
import { parseJournal, type Release, releasesOf } from './journal.ts'
import { journalPath, MAX_JOURNAL_BYTES } from './journal-file.ts'

/** Less than the limit that is read, so that every line is read before it is kept or dropped. */
const ROTATION_THRESHOLD_BYTES = MAX_JOURNAL_BYTES / 2
/** The newest lines, which are some hundreds of releases. */
const NEWEST_BYTES = ROTATION_THRESHOLD_BYTES / 2
/** Number of releases kept because they were live, regardless of age; more than a server keeps images of. */
const KEPT_LIVE_RELEASES = 50

/** Prints the size of a journal that needs rotation and the part of it that is read; prints nothing for a smaller one. */
const READ = `[ -e "$1" ] || exit 0
size=$(wc -c < "$1")
[ "$size" -gt "$2" ] || exit 0
echo "$size"
tail -c "$3" -- "$1"`

/** A reader sees the old or the new journal, even after a power failure. A journal that has grown meanwhile is kept. */
const REPLACE = `umask 077
rm -f -- "$1".????????
new=$(mktemp "$1.XXXXXXXX")
trap 'rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
cp -p -- "$1" "$new"
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$2" ]; then echo "the content was truncated in transfer" >&2; exit 1; fi
sync "$new"
if [ "$(wc -c < "$1")" -ne "$3" ]; then echo "it was modified concurrently" >&2; exit 1; fi
mv -f -- "$new" "$1"`

/**
 * Shortens a long journal. The lock must be held. A failed rotation leaves the journal unchanged and is only a warning.
 * @param live the live version
 */
export async function rotateJournal(
  remote: Remote,
  application: Application,
  live: string | undefined,
): Promise<void> {
  const path = journalPath(application)
  const limits = [String(ROTATION_THRESHOLD_BYTES), String(MAX_JOURNAL_BYTES)]
  try {
    const { stdout } = await remote.run(['sh', '-euc', READ, 'inspect the journal', path, ...limits])
    if (stdout === '') return
    const [size = '', ...lines] = stdout.split('\n')
    const input = keptLines(lines, live).join('\n')
    const sizes = [String(Buffer.byteLength(input)), size]
    await remote.run(['sh', '-euc', REPLACE, 'rotate the journal', path, ...sizes], { input })
    log.info(`Rotated the journal: removed the oldest releases (${size} bytes before, ${sizes[0]} now)`)
  } catch (error) {
    if (!(error instanceof RemoteCommandError)) throw error
    log.warning(`could not rotate the journal: ${error.message}`)
  }
}

/** The newest lines, and the older ones of releases that a rollback may need. */
export function keptLines(lines: readonly string[], live: string | undefined): string[] {
  const first = firstOfNewest(lines)
  const kept = new Set(neededReleases(releasesOf(parseJournal(lines.join('\n'))), live).map(({ id }) => id))
  return lines.filter(
    (line, at) => at >= first || parseJournal(line).some(({ release }) => kept.has(release)),
  )
}

/** The last releases that were live, the live one, and the one before it. */
function neededReleases(releases: readonly Release[], live: string | undefined): Release[] {
  const wereLive = releases.filter(({ wasLive }) => wasLive)
  const lastOf = (wanted: string | undefined): Release | undefined =>
    wereLive.findLast(({ version }) => version === wanted)
  const current = lastOf(live)
  const needed = [current, lastOf(current?.previous?.version)]
  return [...wereLive.slice(-KEPT_LIVE_RELEASES), ...needed.filter(release => release !== undefined)]
}

function firstOfNewest(lines: readonly string[]): number {
  let bytes = 0
  for (let at = lines.length; at > 0; at--) {
    bytes += Buffer.byteLength(lines[at - 1] ?? '') + 1
    if (bytes > NEWEST_BYTES) return at
  }
  return 0
}
