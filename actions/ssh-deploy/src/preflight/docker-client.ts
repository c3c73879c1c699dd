import { linesOf, type QueryResults } from '@tsh/server'

/** Kinds of Docker that deployments do not work with, although their client answers. */
export type UnsupportedDocker = 'podman' | 'snap'

/** What compose says of a file that is there, when it runs in a confinement that hides it. */
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

/** Why Docker on the server cannot be used for deployments, or nothing when it can. */
export function unsupportedDockerProblem(
  results: QueryResults,
  server: string,
  path: string,
): string | undefined {
  const kind = unsupportedDocker(results)
  if (kind === 'podman')
    return `docker on ${server} is Podman (${firstLine(results.client?.text) || 'its engine'}), which deployments do not support. ${INSTALL}`
  if (kind === 'snap')
    return `Docker on ${server} comes from snap, whose confinement hides ${path} or /tmp from it. ${INSTALL}`
  return undefined
}

const MAX_WARNINGS = 3

/** What Docker's client warns of, such as a configuration that it cannot read. */
export function dockerWarnings({ engine, compose }: QueryResults, server: string): string[] {
  const lines = [engine, compose].flatMap(reply => reply?.warnings?.split('\n') ?? [])
  const distinct = new Set(lines.map(line => line.replace(/\s+/g, ' ').trim()).filter(line => line !== ''))
  return [...distinct].slice(0, MAX_WARNINGS).map(line => `docker on ${server} warns: ${line}`)
}

const firstLine = (text = ''): string => text.split('\n')[0]?.trim() ?? ''
