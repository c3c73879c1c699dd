import { posix } from 'node:path'
import { UserError } from '@tsh/action'
import {
  type CommitBundle,
  type ComposeModel,
  commitToTransfer,
  composeOf,
  composePaths,
  composeProblem,
  ENV_TEMPLATES_IN_SHELL,
  parseComposeModel,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { Shell } from '@tsh/shell'
import type { ServerInputs } from '../inputs.ts'

/** The files of a commit in a temporary folder on the server. */
export interface CommitFiles {
  /** The example of the env file; undefined when the commit has none. */
  template: string | undefined
  /** Reads the compose file. @param env text of the env file */
  model(env: string): Promise<ComposeModel>
}

/** Prints the folder, then the example of the env file in Base64. The folder is removed if anything fails. */
const WRITE = `path=$1 sha=$2 env=$3 transferred=$4
umask 077
scratch=$(cd "$(mktemp -d "\${TMPDIR:-/tmp}/tsh-setup.XXXXXXXXXX")" && pwd -P)
trap '[ -n "\${done:-}" ] || rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
# Compose names a project after its folder.
folder=$scratch/files/$(basename "$path")
mkdir -p "$folder"
cd "$folder"
export GIT_DIR="$scratch/repository" GIT_WORK_TREE="$folder"
git init --quiet
if [ -d "$path" ] && objects=$(cd "$path" && env -u GIT_DIR -u GIT_WORK_TREE git rev-parse --git-path objects 2> /dev/null); then
  (cd "$path" && cd "$objects" && pwd) > "$GIT_DIR/objects/info/alternates"
fi
if [ "$transferred" = yes ]; then
  cat > "$scratch/commit.bundle"
  git fetch --quiet --no-tags "$scratch/commit.bundle" "$sha"
fi
git read-tree "$sha"
git -c core.hooksPath=/dev/null -c filter.lfs.smudge= -c filter.lfs.process= -c filter.lfs.required=false checkout-index --all --quiet
echo "$folder"
for name in ${ENV_TEMPLATES_IN_SHELL}; do
  [ ! -f "$folder/$name" ] || { base64 < "$folder/$name" | tr -d '\\n'; break; }
done
done=yes`

/**
 * Does the work with the files of the commit in a temporary folder on the server, so that the compose file can be read
 * before anything is changed.
 * @param work its commit is undefined when the server has it
 */
export async function withCommitFiles<T>(
  inputs: ServerInputs,
  { server, shell }: { server: Remote; shell: Shell },
  work: (given: { files: CommitFiles; commit: CommitBundle | undefined }) => Promise<T>,
): Promise<T> {
  const { application, sha, token } = inputs
  const commit = await commitToTransfer({ shell, token }, server, { path: application.path, sha })
  try {
    const { folder, template } = await writeFiles(server, inputs, commit)
    const files = { template, model: (env: string) => readModel(server, inputs, folder, env) }
    try {
      return await work({ files, commit })
    } finally {
      await server.run(['rm', '-rf', '--', posix.dirname(posix.dirname(folder))])
    }
  } finally {
    commit?.remove()
  }
}

async function writeFiles(
  server: Remote,
  { application, sha }: ServerInputs,
  commit: CommitBundle | undefined,
): Promise<{ folder: string; template: string | undefined }> {
  const args = [application.path, sha, application.envFile, commit ? 'yes' : 'no']
  const { stdout } = await server.run(
    ['sh', '-euc', WRITE, 'write the files of the commit', ...args],
    commit ? { input: commit.read() } : {},
  )
  const [folder = '', template = ''] = stdout.split('\n')
  return { folder, template: template === '' ? undefined : Buffer.from(template, 'base64').toString('utf8') }
}

/**
 * Compose names the first file that it cannot find; those that are only on the server are linked one by one. stderr is
 * separate, because it contains warnings.
 */
const CONFIG = `folder=$1 path=$2 env=$3
shift 3
umask 077
# A symlink of the commit must not lead out of the folder.
inside() {
  mkdir -p "$(dirname "$1")"
  case $(cd "$(dirname "$1")" && pwd -P)/ in "$folder"/*) rm -f "$1" ;; *) echo "$1 is in a folder outside of the commit" >&2; exit 1 ;; esac
}
inside "$folder/$env"
cat > "$folder/$env"
cd "$folder"
for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  code=0; printed=$("$@" 2> "$folder.errors") || code=$?
  [ "$code" -ne 0 ] || break
  name=$(sed -n "s|^.*\\($folder/[^:\\"]*[^:\\" ]\\).*|\\1|p" "$folder.errors" | sed 's/ not found$//' | head -n 1)
  file=\${name#"$folder"/}
  [ -n "$name" ] && [ ! -e "$name" ] && [ -e "$path/$file" ] || break
  inside "$name"
  ln -s "$path/$file" "$name"
done
cat "$folder.errors" >&2
printf '%s\\n' "$printed"
exit "$code"`

async function readModel(
  remote: Remote,
  { application }: ServerInputs,
  folder: string,
  env: string,
): Promise<ComposeModel> {
  const project = { ...application, path: folder }
  const compose = composeOf(project, 'none', composePaths(project))
  const config = [...compose, '--profile', '*', 'config', '--format', 'json']
  const command = [
    'sh',
    '-uc',
    CONFIG,
    'read the compose file',
    folder,
    application.path,
    application.envFile,
  ]
  const { code, stdout, stderr } = await remote.run([...command, ...config], {
    input: env,
    allowFailure: true,
  })
  if (code === 0) return parseComposeModel(stdout.slice(stdout.search(/^\{$/m)))
  throw new UserError(
    composeProblem(stderr.replaceAll(folder, application.path), { ...application, env }, remote.name),
  )
}
