import { posix } from 'node:path'
import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { firstLine } from '../../first-line.ts'
import { otherSlot, type Slot, type Slots } from '../slot.ts'
import type { Canaries, Canary, Compared } from './canary.ts'
import { readNginx } from './nginx.ts'
import type { NginxFile } from './nginx-configuration.ts'

/**
 * The file exists as long as stdin is open, like the lock: it is removed when the action ends the canary, or when its
 * process or connection dies.
 */
const HOLD = `size=$(wc -c < "$2")
trap 'rm -f -- "$1"' EXIT
trap 'exit 1' HUP INT TERM
touch -- "$1"
echo "begun $size"
timeout "$3" cat > /dev/null || true`

/** Counts from an offset in the log; a shorter log was rotated and is counted from its beginning. */
const COUNT = `size=$(wc -c < "$1")
[ "$size" -ge "$2" ] && from=$2 || from=0
tail -c "+$((from + 1))" "$1" | awk -v tried="$3" -v old="$4" '
  { requests[$1]++; if ($2 >= 500) failures[$1]++ }
  END { print requests[tried] + 0, failures[tried] + 0, requests[old] + 0, failures[old] + 0 }'`

const REMOVE_STALE = `for file in "$1/canary-$2" "$1/canary-$3"; do
  if [ -e "$file" ]; then rm -f -- "$file"; echo "$file"; fi
done`

/** Canaries of nginx with a slot file: the file `canary-green` next to it sends the visitors of `$tsh_canary` to green. */
export function slotFileCanaries(remote: Remote, directory: string, slots: Slots): Canaries {
  return {
    async missing() {
      const nginx = await readNginx(remote)
      if (!nginx) return [`nginx (not installed on ${remote.name})`]
      const missing = missingForCanary(nginx.files, directory, slots)
      if (missing.length > 0) return missing
      // nginx creates the log when it loads these lines.
      const { code } = await remote.run(['test', '-r', logFile(directory)], { allowFailure: true })
      return code === 0 ? [] : [`${logFile(directory)}, created by a reload and readable by ${remote.name}`]
    },
    begin: (slot, limit) => begin(remote, directory, { slot, old: otherSlot(slots, slot), limit }),
    async removeStale() {
      const { stdout } = await remote.run([
        'sh',
        '-euc',
        REMOVE_STALE,
        'remove a stale canary',
        directory,
        ...slots,
      ])
      if (stdout.trim() !== '')
        log.warning(`Removed a stale canary of an earlier run: ${stdout.trim().replaceAll('\n', ', ')}`)
    },
  }
}

/** The nginx log of canary responses: /etc/nginx/slots/erp has /var/log/nginx/erp-canary.log. */
const logFile = (directory: string): string => `/var/log/nginx/${posix.basename(directory)}-canary.log`

/** Directives that nginx needs for canaries and that are missing. */
export function missingForCanary(files: readonly NginxFile[], directory: string, slots: Slots): string[] {
  const text = files.map(({ content }) => content.replace(/(?<=^|\s)#[^\n]*/g, '')).join('\n')
  const path = logFile(directory)
  const needed: [RegExp | string, string][] = [
    [/\bsplit_clients\s[^{};]*\$tsh_canary\s*\{/, 'split_clients … $tsh_canary'],
    ...slots
      .map(slot => `${directory}/\${tsh_canary}-${slot}`)
      .map((file): [string, string] => [file, `if (-f ${file})`]),
    [/\blog_format\s+tsh_canary\s/, 'log_format tsh_canary'],
    [`access_log ${path} tsh_canary`, `access_log ${path} tsh_canary`],
  ]
  return needed
    .filter(([form]) => (typeof form === 'string' ? !text.includes(form) : !form.test(text)))
    .map(([, name]) => name)
}

async function begin(
  remote: Remote,
  directory: string,
  { slot, old, limit }: { slot: Slot; old: Slot; limit: number },
): Promise<Canary> {
  const path = logFile(directory)
  const args = [`${directory}/canary-${slot}`, path, String(limit)]
  const holder = await remote.stream(['sh', '-euc', HOLD, 'hold the canary', ...args])
  const size = /^begun +(\d+)$/.exec(await firstLine(holder.output))?.[1]
  if (size === undefined) {
    const { stderr } = await holder.finished
    throw new UserError(`could not start the canary on ${remote.name}: ${stderr.trim() || 'no error output'}`)
  }
  return {
    async answered() {
      const { stdout } = await remote.run(['sh', '-euc', COUNT, 'count the responses', path, size, slot, old])
      return answeredIn(stdout)
    },
    async end() {
      holder.end()
      await holder.finished
    },
  }
}

function answeredIn(counts: string): Compared {
  const [tried = 0, triedFailures = 0, old = 0, oldFailures = 0] = counts.trim().split(' ').map(Number)
  return {
    tried: { requests: tried, failures: triedFailures },
    old: { requests: old, failures: oldFailures },
  }
}
