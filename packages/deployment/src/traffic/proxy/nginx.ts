import { posix } from 'node:path'
import { redactedEnd, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { filesOf, type NginxFile, nginxVersion, wholeConfiguration } from './nginx-configuration.ts'

/**
 * nginx as root, for another user through `sudo -n`; its folder is not on every user's path. It is run with these arguments
 * only: with any others, such as another configuration, nginx runs whatever its user wants as root.
 */
const AS_ROOT = `PATH="$PATH:/usr/sbin:/sbin"
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
`
const AS_ROOT_ARGUMENTS = ['-T', '-t -q', '-s reload']

/** The configuration of nginx as it is on disk. */
export interface Nginx {
  version: string
  files: NginxFile[]
}

/** Prints who runs nginx, and the configuration; the version goes to the error output. */
const READ = `${AS_ROOT}nginx=$(command -v nginx) || exit 3
echo "$(id -un) $nginx"
nginx -v
as_root nginx -T`

/**
 * Reads nginx's configuration, or nothing where there is no nginx.
 * @throws UserError when the configuration on disk is broken, or the user may not run nginx
 */
export async function readNginx(remote: Remote): Promise<Nginx | undefined> {
  const { code, stdout, stderr } = await remote.run(['sh', '-c', READ, 'read the configuration of nginx'], {
    allowFailure: true,
  })
  if (code === 3) return undefined
  const [user = '', nginx = ''] = stdout.split('\n')[0]?.split(' ') ?? []
  // What nginx itself says begins with its name.
  if (code !== 0 && user !== 'root' && !/^nginx: /m.test(stderr)) {
    const commands = AS_ROOT_ARGUMENTS.map(words => `${nginx} ${words}`).join(', ')
    throw new UserError(
      `${remote.name} may not run nginx as root (${lastWords(stderr)}). Allow it in sudoers, with these arguments only: ${user} ALL=(root) NOPASSWD: ${commands}`,
    )
  }
  if (code !== 0)
    throw new UserError(`nginx on ${remote.name} cannot read its configuration: ${lastWords(stderr)}`)
  return { version: nginxVersion(stderr), files: filesOf(stdout) }
}

/** The candidate is a hidden file, so that no include with a wildcard finds it, and goes with its test. */
const TEST = `[ "$(id -u)" = 0 ] || exit 0
PATH="$PATH:/usr/sbin:/sbin"
umask 077
[ -w "$1" ] && folder=$1 || folder=$2
candidate=$(mktemp "$folder/.candidate.XXXXXXXX")
trap 'rm -f "$candidate"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$candidate"
[ "$(wc -c < "$candidate")" -eq "$3" ] || { echo "the candidate did not arrive whole" >&2; exit 1; }
nginx -t -q -c "$candidate"`

/**
 * Tests the configuration with one file changed, as a whole, while nothing that is in use is touched. Only root can: for
 * another user the test of the file in its place has to do, before the reload.
 * @throws UserError with nginx's own words
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
      `proxy config rejected (${lastWords(stderr)}); the configuration on ${remote.name} is as it was`,
    )
}

/**
 * From the rename on nothing stops it, least of all a lost connection: either nginx was told to read the new file, or
 * the old one is back.
 */
const EXCHANGE = `${AS_ROOT}folder=$(dirname "$1"); name=$(basename "$1")
new=$folder/.$name.new; old=$folder/.$name.old
trap '' HUP INT TERM PIPE
rm -f "$new" "$old"
if [ "$2" = link ]; then ln -s "$3" "$new"; cat > /dev/null
else
  cp -p "$1" "$new"; cat > "$new"
  [ "$(wc -c < "$new")" -eq "$3" ] || { rm -f "$new"; echo "the content did not arrive whole" >&2; exit 1; }
fi
cp -Pp "$1" "$old"
mv -fT "$new" "$1"
if said=$(as_root nginx -t -q 2>&1 && as_root nginx -s reload 2>&1); then rm -f "$old"
else mv -fT "$old" "$1"; echo "$said" >&2; exit 1; fi`

/**
 * Puts a tested file in the place of the old one and reloads nginx once.
 * @throws UserError when nginx was not reloaded; the old file is back then
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
      `proxy config rejected or not reloaded (${lastWords(stderr)}); previous config restored on ${remote.name}`,
    )
}

function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter(line => /\[(emerg|error|alert|crit)\]|^[^n]/.test(line))
  return redactedEnd(lines.slice(-3).join(' '), 600) || 'it gave no reason'
}
