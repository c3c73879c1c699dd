import { absolute, EXISTING_RESOURCES } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { MISSING_TOOLS, parseQueryResults, QUERY_FUNCTION, type QueryResults } from '@tsh/server-query'
import type { ServerInputs } from '../inputs.ts'
import { certificateFolder, SITE_FOLDERS, siteFile } from './places.ts'

/** Read-only; one round trip. */
const QUERIES = `path=$1 env=$2 slots=$3 site=$4 certificates=$5 address=$6
PATH="$PATH:/usr/sbin:/sbin"
${QUERY_FUNCTION}
${EXISTING_RESOURCES}
${MISSING_TOOLS}
# Whether this user can create the folder, or write to it.
writable() {
  place=$1
  while [ ! -e "$place" ]; do place=$(dirname "$place"); done
  [ -w "$place" ]
}
# Full rights: those to run a few commands only are not enough to install a site.
root() { [ "$(id -u)" = 0 ] || sudo -n sh -c true; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
folder_of_sites() { for folder in ${SITE_FOLDERS.join(' ')}; do [ ! -d "$folder" ] || { echo "$folder"; break; }; done; }
query missing missing
query engine docker version --format '{{.Server.Version}}'
query compose docker compose version --short
query networks networks
query volumes volumes
query user id -un
query group id -gn
query root root
query path test -d "$path"
query path_writable writable "$path"
query checkout git -C "$path" rev-parse --quiet --verify HEAD
query env cat -- "$env"
query slots ls -A -- "$slots"
query slots_writable writable "$slots"
query nginx command -v nginx
query caddy command -v caddy
query sites folder_of_sites
query ipv6 grep -q . /proc/net/if_inet6
query site cat -- "$(folder_of_sites)/$site"
query certificates as_root test -e "$certificates/fullchain.pem"
if [ -n "$address" ]; then query remote git ls-remote --quiet "$address" HEAD; fi
query complete true`

/** Collects what setup needs to know about the server. @throws RemoteCommandError when it cannot be queried */
export async function queryServer(remote: Remote, inputs: ServerInputs): Promise<QueryResults> {
  const { application, repository } = inputs
  const { slotDirectory = '' } = application.placement
  const host = application.publicUrl ? new URL(application.publicUrl).hostname : ''
  const args = [
    ...[application.path, absolute(application, application.envFile), slotDirectory],
    ...[siteFile(slotDirectory), certificateFolder(host), repository ?? ''],
  ]
  const environment = [
    'env',
    'GIT_TERMINAL_PROMPT=0',
    'GIT_SSH_COMMAND=ssh -o BatchMode=yes -o ConnectTimeout=10',
  ]
  const { stdout } = await remote.run([...environment, 'sh', '-uc', QUERIES, 'query the server', ...args])
  return parseQueryResults(stdout)
}
