import { Readable } from 'node:stream'
import { UserError } from '@tsh/action'
import {
  type Application,
  absolute,
  CHECKOUT_FUNCTIONS,
  type CommitBundle,
  composeOf,
  composePaths,
  ENV_TEMPLATES_IN_SHELL,
  EXISTING_RESOURCES,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import {
  MISSING_TOOLS,
  parseQueryResults,
  QUERY_FUNCTION,
  type QueryResults,
  RUNNING,
  STOPPED,
} from '@tsh/server-query'
import { READ_ARCHITECTURE } from '../images/check-architecture.ts'
import type { DeployInputs } from '../inputs.ts'
import { COMMIT_FILES } from './commit-files.ts'
import { withRequestedServices } from './services/requested-services.ts'

/** Format for `docker inspect`: what compose has created a container from. */
const ORIGIN = `{{if ne (index .Config.Labels "com.docker.compose.oneoff") "True"}}${[
  'project',
  'service',
  'project.working_dir',
]
  .map(label => `{{index .Config.Labels "com.docker.compose.${label}"}}`)
  .join('\t')}{{end}}`

const MAX_NAMES_BYTES = 1_000_000

/**
 * All queries in one script and one round trip. It leaves nothing behind: a commit that is not on the server is fetched
 * into a temporary folder outside of the checkout, next to the files of the commit; both are removed when the script
 * exits. Stdin has the env file as it will be, if it changes, and then a commit that the runner transfers.
 */
const QUERIES = `path=$1 sha=$2 files=$3 env=$4 slots=$5 transferred=$6 env_bytes=$7
shift 7
${QUERY_FUNCTION}
${CHECKOUT_FUNCTIONS}
${COMMIT_FILES}
${EXISTING_RESOURCES}
has() { command -v "$1" > /dev/null; }
${MISSING_TOOLS}
closed() { for place; do [ ! -e "$place" ] || [ -w "$place" ] || echo "$place"; done; }
in_path() { cd "$path" && "$@"; }
in_folder() { cd "$folder" && in_commit "$@"; }
# A huge list of names must not crowd out the other results.
changed_by_commit() {
  git -C "$path" diff --name-only -z HEAD "$sha" | tr '\\0' '\\n' | head -c ${MAX_NAMES_BYTES}
}
# Whether a commit may change what compose reads.
changes_compose() { changed_by_commit 2> /dev/null | grep -qiE '\\.(ya?ml|json)$|env|compose'; }
# In a worktree or a submodule, .git is a file.
index_lock() { cd "$path" && readlink -f -- "$(git rev-parse --git-path index.lock)"; }
has_commit() { git -C "$path" cat-file -e "$sha^{commit}" 2> /dev/null; }
# Fetches as if from a second worktree with its own FETCH_HEAD. The commit is kept as a pack: unpacking it would update
# the timestamps of objects in the checkout.
fetch_apart() {
  mkdir "$scratch/worktree"
  git rev-parse HEAD > "$scratch/worktree/HEAD"
  export GIT_DIR="$scratch/worktree" GIT_COMMON_DIR="$1"
  fetch_config='-c gc.auto=0 -c maintenance.auto=false -c fetch.unpackLimit=1'
  fetch_commit "$sha"
}
mounted() { awk -v file="$(readlink -f -- "$env")" '$5 == file { print $5 }' /proc/self/mountinfo; }
# The env file is replaced by a rename, so the folder of its real path must be writable.
folder_of_env() { dirname "$(readlink -f -- "$env" || echo "$env")"; }
# The env file may be a link to a file that git tracks.
tracked() {
  real=$(readlink -f -- "$env" || echo "$env")
  case $real in "$path"/*) ;; *) real=$env ;; esac
  git ls-tree -r -z --name-only "$1" -- "\${env#"$path"/}" "\${real#"$path"/}" .deploy | tr '\\0' '\\n'
}
# Sparse checkout patterns have the same syntax as ignore patterns, but list what is checked out.
left_out() {
  [ "$(git config --bool core.sparseCheckout)" = true ] || return 0
  patterns=$(cd "$(git rev-parse --git-dir)" && pwd)/info/sparse-checkout
  # check-ignore does not support literal pathspecs, and does not need them.
  for file in $files; do
    env -u GIT_LITERAL_PATHSPECS git --work-tree="$scratch" -c core.excludesFile="$patterns" check-ignore --quiet --no-index -- "$file" || echo "$file"
  done
}
# Compose reads an override on its own only next to a single file with a default name.
overrides() {
  name=$(basename "$files"); folder_of_file=$(dirname "$files")
  case $files in *' '*) return 0 ;; esac
  case $name in compose.yml | compose.yaml | docker-compose.yml | docker-compose.yaml) ;; *) return 0 ;; esac
  for extension in yml yaml; do
    override=$folder_of_file/\${name%.*}.override.$extension
    [ ! -e "$override" ] || git ls-files --error-unmatch -- "$override" > /dev/null 2>&1 || echo "\${override#./}"
  done
}
example() {
  for name in ${ENV_TEMPLATES_IN_SHELL}; do
    git -C "$path" show "$sha:./\${name#"$path"/}" 2> /dev/null && return
  done
}
# After a full disk "docker ps" may keep showing a running container as stopped. A container that is removed meanwhile
# is not reported.
containers() {
  ids=$(docker ps --all --quiet)
  [ -z "$ids" ] || docker inspect --format "$1" $ids 2> /dev/null || true
}
# Project, service and folder of the containers that compose has created from a folder outside of the checkout.
elsewhere() {
  here=$(readlink -f -- "$path")
  containers '${ORIGIN}' | sort -u | while IFS=$tab read -r project service directory; do
    [ -d "$directory" ] || continue
    case $(readlink -f -- "$directory")/ in "$here"/*) ;; *) printf '%s\t%s\t%s\n' "$project" "$service" "$directory" ;; esac
  done
}
# The docker client of the snap is a link to snap itself.
origin() { place=$(command -v docker); echo "$place"; readlink "$place" || true; }
architecture() { ${READ_ARCHITECTURE}; }
sockets() { cat /proc/net/tcp /proc/net/tcp6 2> /dev/null | grep ' [0-9A-F]*:0000 0A '; }
# Size and tags of all images, newest first: only the compose file shows which of them belong to the release.
sizes() {
  ids=$(docker image ls --quiet --no-trunc | awk '!seen[$0]++')
  [ -z "$ids" ] || docker image inspect --format '{{.Size}} {{json .RepoTags}}' $ids 2> /dev/null || true
}
# Its name is unpredictable, and no one else can write to it. Compose names a project after its folder, so the last
# component stays the same.
scratch=$(umask 077; mktemp -d "\${TMPDIR:-/tmp}/tsh-preflight.XXXXXXXXXX") || exit 1
folder=$scratch/$(basename "$path")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
[ "$env_bytes" = 0 ] || head -c "$env_bytes" > "$scratch/env" || exit 1
[ "$transferred" = no ] || { commit_source=$scratch/commit.bundle; cat > "$commit_source" || exit 1; }
query folder printf %s "$folder"
query clock date +%s
query missing missing
query path test -d "$path"
if [ -d "$path" ]; then
  query closed closed "$path" "$path/.git" "$path/.deploy" "$(folder_of_env)" "$slots"
  query link test -L "$path/.deploy"
  query mode stat -L -c %a -- "$env"
  query env cat -- "$env"
  query mounted mounted
  if has git; then
    query checkout git -C "$path" rev-parse HEAD
    # A killed or running git has left its lock; the changes are its own in that case.
    [ -e "$(index_lock)" ] || [ -e "$path/$in_progress" ] || query changes in_path changed_files
    if ! has_commit; then
      common=$(cd "$path" && cd "$(git rev-parse --git-common-dir)" && pwd)
      GIT_ALTERNATE_OBJECT_DIRECTORIES=$(cd "$path" && cd "$(git rev-parse --git-path objects)" && pwd)
      GIT_OBJECT_DIRECTORY=$scratch/objects
      mkdir "$GIT_OBJECT_DIRECTORY"
      export GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
      query commit in_path fetch_apart "$common"
    fi
    query tracked in_path tracked HEAD
    query sparse in_path left_out
    query overrides in_path overrides
    if has_commit; then
      query changed changed_by_commit
      query added in_path tracked "$sha"
      [ -e "$path/$in_progress" ] || query blocked in_path files_in_the_way "$sha"
      query example example
    fi
  fi
fi
if has docker; then
  query client docker --version
  query origin origin
  query engine docker version --format '{{.Server.Version}}{{range .Server.Components}}{{if eq .Name "Podman Engine"}} (Podman){{end}}{{end}}'
  query compose docker compose version --short
  query architecture architecture
  if [ -d "$path" ]; then
    if has git && has_commit; then
      query model read_commit "$@"
      [ ! -e "$scratch/unset" ] || query raw in_folder "$@" --no-interpolate
    fi
    ! changes_compose || query before in_path "$@"
  fi
  query containers containers '${RUNNING}'
  query stopped containers '${STOPPED}'
  query elsewhere elsewhere
  query sockets sockets
  query networks networks
  query volumes volumes
  query sizes sizes
  query disk df -Pk "$(docker info --format '{{.DockerRootDir}}' 2> /dev/null || echo /)" "$path"
fi
query complete true`

/** What the server does not have yet. */
export interface Incoming {
  /** The commit if it has to be transferred. */
  commit?: CommitBundle | undefined
  /** The env file as it will be, if it changes. */
  env?: string | undefined
}

/** Collects everything on the server that a deployment needs to know. */
export async function queryServer(
  remote: Remote,
  inputs: DeployInputs,
  { commit, env }: Incoming = {},
): Promise<QueryResults> {
  const { application, version, sha } = inputs
  const args = [
    ...[application.path, sha, application.composeFiles.join(' ')],
    absolute(application, application.envFile),
    ...[application.placement.slotDirectory ?? '', commit ? 'yes' : 'no'],
    String(Buffer.byteLength(env ?? '')),
  ]
  const config = configOf(application, version)
  const { stdout } = await remote.run(
    ['sh', '-uc', QUERIES, 'query the server', ...args, ...config],
    commit || env ? { input: Readable.from(contentOf({ commit, env })) } : {},
  )
  const results = parseQueryResults(stdout)
  if (!results.complete) throw new UserError(`the output of ${remote.name} is incomplete`)
  return withRequestedServices(withPath(results, application.path), application)
}

async function* contentOf({ commit, env }: Incoming): AsyncGenerator<string | Buffer> {
  if (env) yield env
  if (commit) yield* commit.read() as AsyncIterable<Buffer>
}

const configOf = (application: Application, version: string): string[] => [
  ...composeOf(application, version, composePaths(application)),
  ...['--profile', '*', 'config', '--format', 'json'],
]

/** The compose model of the commit with the paths of the checkout. */
function withPath(results: QueryResults, path: string): QueryResults {
  const { model, folder } = results
  if (!model || !folder) return results
  return { ...results, model: { ...model, text: model.text.replaceAll(folder.text, path) } }
}
