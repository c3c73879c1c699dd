import { linesOf, type QueryResults } from '@tsh/server-query'

/** Kinds of Docker that deployments do not support, although their client works. */
export type UnsupportedDocker = 'podman' | 'snap'

/** Compose errors for an existing file that its confinement hides. */
const HIDDEN_FILE = /no such file|not found|couldn't find|permission denied/i

export function unsupportedDocker({
  client,
  engine,
  origin,
  model,
}: QueryResults): UnsupportedDocker | undefined {
  if (/podman/i.test(`${client?.text}\n${engine?.text}`)) return 'podman'
  const isFromSnap = linesOf(origin).some(path => /^\/snap\/|\/bin\/snap$/.test(path))
  return isFromSnap && model && model.code !== 0 && HIDDEN_FILE.test(model.text) ? 'snap' : undefined
}

const INSTALL = "Install Docker Engine from Docker's own packages (https://docs.docker.com/engine/install/)"

/** Why Docker on the server cannot be used for deployments. */
export function unsupportedDockerProblem(
  results: QueryResults,
  server: string,
  path: string,
): string | undefined {
  const kind = unsupportedDocker(results)
  if (kind === 'podman')
    return `docker on ${server} is Podman (${firstLine(results.client?.text) || 'its engine'}), which deployments do not support. ${INSTALL}`
  if (kind === 'snap')
    return `Docker on ${server} is installed from snap, whose confinement hides ${path} or /tmp. ${INSTALL}`
  return undefined
}

const MAX_WARNINGS = 3

/** Warnings of the Docker client, such as an unreadable configuration. */
export function dockerWarnings({ engine, compose }: QueryResults, server: string): string[] {
  const lines = [engine, compose].flatMap(result => result?.warnings?.split('\n') ?? [])
  const distinct = new Set(lines.map(line => line.replace(/\s+/g, ' ').trim()).filter(line => line !== ''))
  return [...distinct].slice(0, MAX_WARNINGS).map(line => `warning from docker on ${server}: ${line}`)
}

const firstLine = (text = ''): string => text.split('\n')[0]?.trim() ?? ''
