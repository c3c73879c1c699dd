import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'

/**
 * Written to a unique temporary file next to the target, given its mode, and renamed, so a reader sees the old or the
 * new file. A symlink is kept: its target is replaced.
 */
const WRITE = `umask 077
file=$(readlink -f -- "$1") || file=$1
new=$(mktemp "$(dirname "$file")/.$(basename "$file").tsh-XXXXXXXX")
trap 'rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
if [ -e "$file" ]; then cp -p -- "$file" "$new"; fi
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$2" ]; then echo "the content was truncated in transfer" >&2; exit 1; fi
mv -f -- "$new" "$file"`

/** Replaces a file on the server atomically; it keeps its owner and mode, a new file gets mode 600. */
export async function writeFile(remote: Remote, path: string, content: string | Buffer): Promise<void> {
  // To the server, a lost connection looks like the end of the content.
  const size = String(Buffer.byteLength(content))
  await remote.run(['sh', '-euc', WRITE, `write ${path}`, path, size], { input: content })
}

/** The content of a file on the server, or undefined when it does not exist. */
export async function readFile(remote: Remote, path: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await remote.run(
    ['sh', '-c', '[ -e "$1" ] || exit 3; cat -- "$1"', 'read', path],
    {
      allowFailure: true,
    },
  )
  if (code === 3) return undefined
  if (code !== 0)
    throw new UserError(`cannot read ${path} on ${remote.name}: ${stderr.trim() || `exit code ${code}`}`)
  return stdout
}

/** The bytes of an existing file: command output is otherwise decoded as UTF-8. */
export async function readBytes(remote: Remote, path: string): Promise<Buffer> {
  const { stdout } = await remote.run(['base64', '--', path])
  return Buffer.from(stdout, 'base64')
}
