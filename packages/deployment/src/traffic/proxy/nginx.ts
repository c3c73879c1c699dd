import { posix } from 'node:path'
import { redactedEnd, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { filesOf, type NginxFile, nginxVersion, wholeConfiguration } from './nginx-configuration.ts'

/**
 * Runs nginx as root, through `sudo -n` for other users; its folder is not on every user's PATH. Only these arguments are
 * used: with others, such as another configuration file, nginx would run arbitrary code as root.
 */
const AS_ROOT = `PATH="$PATH:/usr/sbin:/sbin"
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
`
const AS_ROOT_ARGUMENTS = ['-T', '-t -q', '-s reload']

/** The nginx configuration on disk. */
export interface Nginx {
  version: string
  files: NginxFile[]
}

/** Prints the user and path of nginx, and the configuration; the version goes to stderr. */
const READ = `${AS_ROOT}nginx=$(command -v nginx) || exit 3
echo "$(id -un) $nginx"
nginx -v
as_root nginx -T`

/**
 * Reads the nginx configuration, or undefined if nginx is not installed.
 * @throws UserError when the configuration on disk is broken, or the user is not allowed to run nginx
 */
export async function readNginx(remote: Remote): Promise<Nginx | undefined> {
  const { code, stdout, stderr } = await remote.run(['sh', '-c', READ, 'read the configuration of nginx'], {
    allowFailure: true,
  })
  if (code === 3) return undefined
  const [user = '', nginx = ''] = stdout.split('\n')[0]?.split(' ') ?? []
  // nginx's own messages start with its name.
  if (code !== 0 && user !== 'root' && !/^nginx: /m.test(stderr)) {
    const commands = AS_ROOT_ARGUMENTS.map(args => `${nginx} ${args}`).join(', ')
    throw new UserError(
      `${remote.name} is not allowed to run nginx as root (${lastErrors(stderr)}). Allow it in sudoers, with these arguments only: ${user} ALL=(root) NOPASSWD: ${commands}`,
    )
  }
  if (code !== 0)
    throw new UserError(`nginx on ${remote.name} cannot read its configuration: ${lastErrors(stderr)}`)
  return { version: nginxVersion(stderr), files: filesOf(stdout) }
}

/** The candidate is a hidden file, so that no wildcard include matches it, and is removed after the test. */
const TEST = `[ "$(id -u)" = 0 ] || exit 0
PATH="$PATH:/usr/sbin:/sbin"
umask 077
[ -w "$1" ] && folder=$1 || folder=$2
candidate=$(mktemp "$folder/.candidate.XXXXXXXX")
trap 'rm -f "$candidate"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$candidate"
[ "$(wc -c < "$candidate")" -eq "$3" ] || { echo "the candidate was truncated in transfer" >&2; exit 1; }
nginx -t -q -c "$candidate"`

/**
 * Tests the whole configuration with one file changed, without touching active files. Only root can do this: for other
 * users the file is tested in place, before the reload.
 * @throws UserError with the output of nginx
 */
export async function testCandidate(
  remote: Remote,
  { files }: Nginx,
  changed: NginxFile & { folder: string },
): Promise<void> {
  const whole = wholeConfiguration(files.map(file => (file.path === changed.path ? changed : file)))
  // Relative names in the configuration, such as those of certificates, are relative to the folder of the main file.
  const folders = [posix.dirname(files[0]?.path ?? '/'), changed.folder]
  const command = ['sh', '-euc', TEST, 'nginx -t', ...folders, String(Buffer.byteLength(whole))]
  const { code, stderr } = await remote.run(command, { input: whole, allowFailure: true })
  if (code !== 0)
    throw new UserError(
      `proxy config rejected (${lastErrors(stderr)}); the configuration on ${remote.name} is unchanged`,
    )
}

/**
 * After the rename the script cannot be interrupted, not even by a lost connection: either nginx was reloaded with the
 * new file, or the old one is restored.
 */
const EXCHANGE = `${AS_ROOT}folder=$(dirname "$1"); name=$(basename "$1")
new=$folder/.$name.new; old=$folder/.$name.old
trap '' HUP INT TERM PIPE
rm -f "$new" "$old"
if [ "$2" = link ]; then ln -s "$3" "$new"; cat > /dev/null
else
  cp -p "$1" "$new"; cat > "$new"
  [ "$(wc -c < "$new")" -eq "$3" ] || { rm -f "$new"; echo "the content was truncated in transfer" >&2; exit 1; }
fi
cp -Pp "$1" "$old"
mv -fT "$new" "$1"
if output=$(as_root nginx -t -q 2>&1 && as_root nginx -s reload 2>&1); then rm -f "$old"
else mv -fT "$old" "$1"; echo "$output" >&2; exit 1; fi`

/**
 * Replaces the old file with a tested one and reloads nginx once.
 * @throws UserError when nginx was not reloaded; the old file is restored then
 */
export async function exchangeAndReload(
  remote: Remote,
  path: string,
  { content, target }: { content?: string; target?: string },
): Promise<void> {
  const how = target === undefined ? ['file', String(Buffer.byteLength(content ?? ''))] : ['link', target]
  const { code, stderr } = await remote.run(['sh', '-euc', EXCHANGE, 'reload nginx', path, ...how], {
    input: content ?? '',
    allowFailure: true,
  })
  if (code !== 0)
    throw new UserError(
      `proxy config rejected or not reloaded (${lastErrors(stderr)}); previous config restored on ${remote.name}`,
    )
}

function lastErrors(stderr: string): string {
  const lines = stderr.split('\n').filter(line => /\[(emerg|error|alert|crit)\]|^[^n]/.test(line))
  return redactedEnd(lines.slice(-3).join(' '), 600) || 'no error output'
}
