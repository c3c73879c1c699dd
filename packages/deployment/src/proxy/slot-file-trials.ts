import { posix } from 'node:path'
import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { firstLine } from '../first-line.ts'
import type { Slot } from '../slot.ts'
import { readNginx } from './nginx.ts'
import type { NginxFile } from './nginx-configuration.ts'
import type { Answered, Trial, Trials } from './trials.ts'

/**
 * The file lives as long as the standard input, like the lock: it goes when the action lets go, and when its process or
 * its connection dies.
 */
const HOLD = `size=$(wc -c < "$2")
trap 'rm -f -- "$1"' EXIT
trap 'exit 1' HUP INT TERM
touch -- "$1"
echo "begun $size"
timeout "$3" cat > /dev/null || true`

/** Counts from a place in the log on; a shorter log was rotated and is new from its beginning. */
const COUNT = `size=$(wc -c < "$1")
[ "$size" -ge "$2" ] && from=$2 || from=0
tail -c "+$((from + 1))" "$1" | awk '
  { requests[$1]++; if ($2 >= 500) failures[$1]++ }
  END { print requests["blue"] + 0, failures["blue"] + 0, requests["green"] + 0, failures["green"] + 0 }'`

const LEFTOVER = `for file in "$1/trial-blue" "$1/trial-green"; do
  if [ -e "$file" ]; then rm -f -- "$file"; echo "$file"; fi
done`

/** Trials of nginx with a slot file: the file `trial-green` beside it sends the visitors of `$tsh_trial` to green. */
export function slotFileTrials(remote: Remote, directory: string): Trials {
  return {
    async missing() {
      const nginx = await readNginx(remote)
      if (!nginx) return [`nginx (${remote.name} has none)`]
      const missing = missingForTrials(nginx.files, directory)
      if (missing.length > 0) return missing
      // nginx makes the log when it loads these lines.
      const { code } = await remote.run(['test', '-r', logFile(directory)], { allowFailure: true })
      return code === 0 ? [] : [`${logFile(directory)}, made by a reload and readable for ${remote.name}`]
    },
    begin: (slot, limit) => begin(remote, directory, slot, limit),
    async endLeftover() {
      const { stdout } = await remote.run(['sh', '-euc', LEFTOVER, 'end a trial', directory])
      if (stdout.trim() !== '')
        log.warning(`An earlier run left a trial on; ${stdout.trim().replaceAll('\n', ', ')} is removed`)
    },
  }
}

/** Where nginx notes the answers of a trial: /etc/nginx/slots/erp has /var/log/nginx/erp-trial.log. */
const logFile = (directory: string): string => `/var/log/nginx/${posix.basename(directory)}-trial.log`

/** What nginx needs for trials and has not. */
export function missingForTrials(files: readonly NginxFile[], directory: string): string[] {
  const text = files.map(({ content }) => content.replace(/(?<=^|\s)#[^\n]*/g, '')).join('\n')
  const path = logFile(directory)
  const needed: [RegExp | string, string][] = [
    [/\bsplit_clients\s[^{};]*\$tsh_trial\s*\{/, 'split_clients … $tsh_trial'],
    [`${directory}/\${tsh_trial}-blue`, `if (-f ${directory}/\${tsh_trial}-blue)`],
    [`${directory}/\${tsh_trial}-green`, `if (-f ${directory}/\${tsh_trial}-green)`],
    [/\blog_format\s+tsh_trial\s/, 'log_format tsh_trial'],
    [`access_log ${path} tsh_trial`, `access_log ${path} tsh_trial`],
  ]
  return needed
    .filter(([form]) => (typeof form === 'string' ? !text.includes(form) : !form.test(text)))
    .map(([, name]) => name)
}

async function begin(remote: Remote, directory: string, slot: Slot, limit: number): Promise<Trial> {
  const path = logFile(directory)
  const words = [`${directory}/trial-${slot}`, path, String(limit)]
  const holder = await remote.stream(['sh', '-euc', HOLD, 'hold the trial', ...words])
  const size = /^begun +(\d+)$/.exec(await firstLine(holder.output))?.[1]
  if (size === undefined) {
    const { stderr } = await holder.finished
    throw new UserError(`the trial on ${remote.name} did not begin: ${stderr.trim() || 'no reason given'}`)
  }
  return {
    async answered() {
      const { stdout } = await remote.run(['sh', '-euc', COUNT, 'count the answers', path, size])
      return answeredIn(stdout)
    },
    async end() {
      holder.end()
      await holder.finished
    },
  }
}

function answeredIn(counts: string): Record<Slot, Answered> {
  const [blue = 0, blueFailures = 0, green = 0, greenFailures = 0] = counts.trim().split(' ').map(Number)
  return {
    blue: { requests: blue, failures: blueFailures },
    green: { requests: green, failures: greenFailures },
  }
}
