import { createHash } from 'node:crypto'
import type { Remote } from '@tsh/remote'
import type { ComposeModel } from '../compose/compose-model.ts'

/**
 * Files and folders of the checkout that a service mounts as a bind, config or secret, relative to the checkout; the
 * checkout itself is the empty path. Compose does not compare their content, so a container keeps the version that it
 * was started with.
 */
export function mountedFiles(model: ComposeModel, service: string, path: string): string[] {
  const { volumes = [], configs = [], secrets = [] } = model.services[service] ?? {}
  const sources = [
    ...volumes.filter(({ type }) => type === 'bind').map(({ source }) => source),
    ...configs.map(({ source = '' }) => model.configs?.[source]?.file),
    ...secrets.map(({ source = '' }) => model.secrets?.[source]?.file),
  ]
  const inside = sources.filter(source => source === path || source?.startsWith(`${path}/`)) as string[]
  return [...new Set(inside.map(source => source.slice(path.length + 1)))].sort()
}

/** The inline content of a service's configs. */
function inlineConfigs(model: ComposeModel, service: string): string[] {
  const { configs = [] } = model.services[service] ?? {}
  return configs.flatMap(({ source = '' }) => model.configs?.[source]?.content ?? [])
}

/** The mounted files of a service that a commit changes. @param changed all changed files, relative to the checkout */
export function changedMounts(
  model: ComposeModel,
  service: string,
  { path, changed }: { path: string; changed: readonly string[] },
): string[] {
  const mounted = mountedFiles(model, service, path)
  // Files in a submodule change with it.
  return changed.filter(file => mounted.some(place => place === '' || isIn(file, place) || isIn(place, file)))
}

const isIn = (file: string, folder: string): boolean => `${file}/`.startsWith(`${folder}/`)

/**
 * Prints `id path` for each path in HEAD; for a symlink, the id of its target; inside a submodule, the submodule commit.
 * The paths are passed on stdin, because there may be too many for a command line.
 */
const IDS = `cd "$1"
xargs -0 -r sh -euc 'here=$(pwd -P)
for path; do
  real=$(readlink -f -- "./$path" || echo "$here/$path")
  case $real in "$here") real= ;; *) real=\${real#"$here"/} ;; esac
  if id=$(git rev-parse --quiet --verify "HEAD:$real"); then echo "$id $path"; continue; fi
  while [ "$real" != "\${real%/*}" ]; do
    real=\${real%/*}
    case $(git ls-tree HEAD -- "$real") in 160000*) echo "$(git rev-parse "HEAD:$real") $path"; break ;; esac
  done
done' -`

/**
 * A digest of the mounted files of each service in the checked-out commit; it changes with any of them. Services
 * without mounted files are omitted.
 */
export async function mountedContent(
  remote: Remote,
  path: string,
  { model, services }: { model: ComposeModel; services: readonly string[] },
): Promise<Map<string, string>> {
  const files = new Map(services.map(name => [name, mountedFiles(model, name, path)]))
  const all = [...new Set([...files.values()].flat())]
  const { stdout } =
    all.length === 0
      ? { stdout: '' }
      : await remote.run(['sh', '-euc', IDS, 'list mounted files', path], {
          input: all.map(file => `${file}\0`).join(''),
        })
  const ids = new Map(
    stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]),
  )
  const contents = [...files].map(([name, own]) => ({
    name,
    text: [
      ...own.flatMap(file => (ids.has(file) ? [`${file} ${ids.get(file)}`] : [])),
      ...inlineConfigs(model, name),
    ].join('\n'),
  }))
  return new Map(contents.flatMap(({ name, text }) => (text === '' ? [] : [[name, digestOf(text)]])))
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
