import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'

/**
 * Written next to the target under a name that nothing has, given its mode, and renamed: a reader sees the old file or the new one. A link stays one:
 * the file that it leads to is replaced.
 */
const WRITE = `umask 077
file=$(readlink -f -- "$1") || file=$1
new=$(mktemp "$(dirname "$file")/.$(basename "$file").tsh-XXXXXXXX")
trap 'rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
if [ -e "$file" ]; then cp -p -- "$file" "$new"; fi
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$2" ]; then echo "the content did not arrive whole" >&2; exit 1; fi
mv -f -- "$new" "$file"`

/** Replaces a file on the server in one step; it keeps its owner and mode, a new one gets 600. */
export async function writeFile(remote: Remote, path: string, content: string | Buffer): Promise<void> {
  // A connection that is lost now looks like the end of the content to the server.
  const size = String(Buffer.byteLength(content))
  await remote.run(['sh', '-euc', WRITE, `write ${path}`, path, size], { input: content })
}

/** The content of a file on the server, or nothing when there is none. */
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

/** The bytes of a file that is there: what a command prints is read as UTF-8 otherwise. */
export async function readBytes(remote: Remote, path: string): Promise<Buffer> {
  const { stdout } = await remote.run(['base64', '--', path])
  return Buffer.from(stdout, 'base64')
}
