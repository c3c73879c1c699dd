import { absolute, composeOf } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'
import { ASK, type Replies, repliesIn } from '../replies.ts'
import { RUNNING } from '../running-containers.ts'

/**
 * All questions in one script, so in one round trip. It writes nothing: a commit that the server does not have is fetched
 * into a folder outside of the checkout, which goes with the script.
 */
const QUESTIONS = `path=$1 sha=$2 file=$3 env=$4 slots=$5 images=$6
shift 6
${ASK}
has() { command -v "$1" > /dev/null; }
missing() { for tool in git docker flock; do has "$tool" || echo "$tool"; done; }
closed() { for place; do [ ! -e "$place" ] || [ -w "$place" ] || echo "$place"; done; }
composed() { { git -C "$path" show "$sha:./$file" 2> /dev/null || cat -- "$path/$file"; } | "$@"; }
example() {
  for name in "$env.example" "$(dirname "$env")/.env.example"; do
    git -C "$path" show "$sha:./\${name#"$path"/}" 2> /dev/null && return
  done
}
# After a full disk "docker ps" may go on showing a container that runs as one that does not. One that is gone meanwhile is
# not there to be told of.
containers() {
  ids=$(docker ps --all --quiet)
  [ -z "$ids" ] || docker inspect --format '${RUNNING}' $ids 2> /dev/null || true
}
sockets() { cat /proc/net/tcp /proc/net/tcp6 2> /dev/null | grep ' [0-9A-F]*:0000 0A '; }
sizes() {
  for image in $images; do
    if docker image inspect "$image" > /dev/null 2>&1; then echo "$image 0"; continue; fi
    id=$(docker image ls --quiet "\${image%:*}" | head -n 1)
    [ -z "$id" ] || echo "$image $(docker image inspect --format '{{.Size}}' "$id")"
  done
}
ask clock date +%s
ask missing missing
ask path test -d "$path"
if [ -d "$path" ]; then
  ask closed closed "$path" "$path/.git" "$path/.deploy" "$slots"
  ask mode stat -c %a -- "$env"
  ask env cat -- "$env"
  if has git; then
    ask checkout git -C "$path" rev-parse HEAD
    # A git that was killed, or that is at work, has left its lock; the changes are its own then.
    [ -e "$path/.git/index.lock" ] || ask changes git -C "$path" --no-optional-locks status --porcelain --untracked-files=no
    if ! git -C "$path" cat-file -e "$sha^{commit}" 2> /dev/null; then
      GIT_ALTERNATE_OBJECT_DIRECTORIES=$(cd "$path" && cd "$(git rev-parse --git-path objects)" && pwd)
      GIT_OBJECT_DIRECTORY=$(mktemp -d)
      trap 'rm -rf "$GIT_OBJECT_DIRECTORY"' EXIT
      trap 'exit 1' HUP INT TERM
      export GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_TERMINAL_PROMPT=0
      # Kept as a pack: one that is unpacked renews the times of all objects that the checkout has already.
      ask commit git -C "$path" -c gc.auto=0 -c maintenance.auto=false -c fetch.unpackLimit=1 fetch --quiet --no-tags --no-write-fetch-head origin "$sha"
    fi
    ask changed git -C "$path" diff --name-only HEAD "$sha"
    ask example example
  fi
fi
if has docker; then
  ask engine docker version --format '{{.Server.Version}}'
  ask compose docker compose version --short
  [ ! -d "$path" ] || ask model composed "$@"
  ask containers containers
  ask sockets sockets
  ask sizes sizes
  ask disk df -Pk "$(docker info --format '{{.DockerRootDir}}' 2> /dev/null || echo /)" "$path"
fi`

/** Asks the server all there is to know before a deployment. */
export async function askServer(remote: Remote, inputs: DeployInputs): Promise<Replies> {
  const { application, version, sha, images } = inputs
  const compose = [...composeOf(application, version, ['-']), '--profile', '*', 'config', '--format', 'json']
  const words = [
    ...[application.path, sha, application.composeFile, absolute(application, application.envFile)],
    ...[application.slotDirectory, images.map(({ image }) => image).join(' ')],
  ]
  const { stdout } = await remote.run(['sh', '-uc', QUESTIONS, 'look at the server', ...words, ...compose])
  return repliesIn(stdout)
}
