import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'

/** Written beside the target, given its mode, and renamed: a reader sees the old file or the new one. */
const WRITE = `umask 077
trap 'rm -f -- "$1.new"' EXIT
if [ -e "$1" ]; then cp -p -- "$1" "$1.new"; fi
cat > "$1.new"
if [ "$(wc -c < "$1.new")" -ne "$2" ]; then echo "the content did not arrive whole" >&2; exit 1; fi
mv -f -- "$1.new" "$1"`

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
