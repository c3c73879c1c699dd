import type { ComposeModel, Project } from '@tsh/deployment'

/**
 * Services that can write files that a deployment executes or trusts as the SSH user: the git configuration, the
 * journal, or the checkout itself. Compromising such a container compromises the server.
 */
export function writableMounts(model: ComposeModel, { path }: Pick<Project, 'path'>): string[] {
  const isTrusted = (source = ''): boolean =>
    `${path}/`.startsWith(`${source.replace(/\/$/, '')}/`) ||
    [`${path}/.git/`, `${path}/.deploy/`].some(folder => `${source}/`.startsWith(folder))
  return Object.entries(model.services).flatMap(([service, { volumes = [] }]) => {
    const mount = volumes.find(
      ({ type, source, read_only: isReadOnly }) => type === 'bind' && !isReadOnly && isTrusted(source),
    )
    if (mount === undefined) return []
    return [
      `${service} can write to ${mount.source} on the server, including the .git and .deploy folders of the deployments. Mount it read-only (":ro"), or only the folders that ${service} needs`,
    ]
  })
}
