import { posix } from 'node:path'
import type { Service } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import { hasToken, slotOf, slotsOf } from '../../model/environment.ts'
import type { Repository } from '../../model/repository.ts'
import { namesOf } from '../../model/roles.ts'
import { address, type NginxFile, type Upstream, upstreamsOf } from '../../nginx/nginx-files.ts'
import { type Directive, withInner } from '../../nginx/read-nginx.ts'
import { escaped } from '../../pattern.ts'
import type { Rule } from '../../rule.ts'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/

export const slotUpstream: Rule = {
  id: 'PORT-6',
  severity: 'E',
  title: 'The upstream of a slot uses the published port of the slot.',
  fix: 'Use the published port of the slot.',
  check: repository =>
    repository.nginx.flatMap(upstreamsOf).flatMap(upstream => wrongServers(repository, upstream)),
}

function wrongServers({ environments }: Repository, { name, file, servers }: Upstream): Evidence[] {
  const slots = new Set(environments.flatMap(slotsOf))
  const words = `${posix.basename(file)} ${name}`
  const slot = [...slots].find(one => hasToken(words, one))
  if (slot === undefined || [...slots].some(one => one !== slot && hasToken(words, one))) return []
  const services = environments.flatMap(environment =>
    (environment.model?.services ?? []).filter(service => slotOf(environment, service) === slot),
  )
  const published = services.flatMap(({ ports }) => ports.flatMap(port => port.published ?? []))
  if (published.length === 0) return []
  return servers
    .filter(({ host, port }) => LOOPBACK.test(host) && port !== undefined && !published.includes(port))
    .map(({ port, directive }) => ({
      at: directive.at,
      subject: String(port),
      message: `the upstream of slot ${slot} uses port ${port}, but the slot publishes ${published.join(', ')}`,
      fix: `Use ${published.join(' or ')}.`,
    }))
}

export const upstreamHost: Rule = {
  id: 'PORT-7',
  severity: 'E',
  title: 'Proxy upstreams are services of the compose file.',
  fix: 'Use a service name, a network alias or a container name.',
  check: repository => {
    const { models, nginx } = repository
    const services = models.flatMap(model => model.services)
    if (services.length === 0) return []
    const upstreams = new Set(nginx.flatMap(upstreamsOf).map(({ name }) => name))
    return nginx.flatMap(file => unknownHosts(file, services, upstreams))
  },
}

/** A bare name; a name with a dot is an external host, and one with a dollar sign is unknown. */
const BARE = /^[A-Za-z][A-Za-z0-9_-]*$/

function unknownHosts(
  file: NginxFile,
  services: readonly Service[],
  upstreams: ReadonlySet<string>,
): Evidence[] {
  const known = new Set([...services.flatMap(namesOf), 'localhost', 'unix'])
  const isContainer = (host: string): boolean =>
    services.some(({ name }) => new RegExp(`[-_]${escaped(name)}[-_]\\d+$`).test(host))
  return withInner(file.directives).flatMap(directive => {
    const host = hostOf(directive)
    if (host === undefined || !BARE.test(host) || known.has(host) || isContainer(host) || upstreams.has(host))
      return []
    return [{ at: directive.at, subject: host, message: `${host} is not a service of the compose file` }]
  })
}

function hostOf({ name, args: [target = ''] }: Directive): string | undefined {
  if (name === 'server' && !/^\d+$/.test(target)) return address(target).host
  if (!/^(proxy|uwsgi|fastcgi|grpc)_pass$/.test(name)) return undefined
  return address(target.replace(/^[a-z]+:\/\//, '')).host
}

export const upstreamInHttp: Rule = {
  id: 'PORT-8',
  severity: 'E',
  title: 'Files with `upstream` blocks are included at `http` level.',
  fix: 'Move the include out of the `server` block.',
  check: ({ nginx }) => nginx.flatMap(file => misplaced(file, nginx)),
}

function misplaced({ directives }: NginxFile, files: readonly NginxFile[]): Evidence[] {
  const inServers = withInner(directives)
    .filter(({ name, block }) => block && (name === 'server' || name === 'location'))
    .flatMap(({ block = [] }) => block)
  return inServers.flatMap(({ name, args: [path = ''], block, at }) => {
    if (name === 'upstream' && block) return [{ at, message: 'the upstream block is inside a server block' }]
    if (name !== 'include') return []
    const included = files.find(file => isIncluded(file, path))
    return included
      ? [{ at, message: `${path} contains an upstream block but is included inside a server block` }]
      : []
  })
}

/** A file has a different path on the server, and a slot's file is included through a symbolic link. */
function isIncluded(file: NginxFile, path: string): boolean {
  if (!file.directives.some(({ name, block }) => name === 'upstream' && block)) return false
  const [name, pattern] = [posix.basename(file.path), posix.basename(path)]
  const isLink = /(_|-)active\b/.test(pattern) && stem(name) === stem(pattern)
  return posix.matchesGlob(name, pattern)
    ? pattern !== '*.conf' || posix.basename(posix.dirname(file.path)) === posix.basename(posix.dirname(path))
    : isLink
}

const stem = (name: string): string => name.replace(/[_-](active|blue|green)\b.*$/, '')
