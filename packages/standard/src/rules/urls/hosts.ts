import { isPlaceholder } from '@tsh/deployment/placeholder'
import { type ConnectionUrl, connectionUrl, decodedPart, isPostgresUrl } from '../../env/connection-url.ts'
import { assignmentOf } from '../../env/env-template.ts'
import type { Evidence } from '../../finding.ts'
import { type Environment, envFilesOf } from '../../model/environment.ts'
import { isPostgres, namesOf } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'

export const reachableUrl: Rule = {
  id: 'URL-3',
  severity: 'E',
  title:
    'Hosts in URLs are services of the compose file, and database URLs match POSTGRES_USER and POSTGRES_DB.',
  fix: 'Use the name of the service, and the values of POSTGRES_USER and POSTGRES_DB.',
  check: ({ environments }) => environments.flatMap(wrongUrls),
}

function wrongUrls(environment: Environment): Evidence[] {
  const { model } = environment
  if (!model) return []
  const inServices = model.services
    .filter(({ networkMode }) => !networkMode)
    .flatMap(({ environment: settings }) =>
      settings.flatMap(({ key, value, at }) =>
        value ? [{ key, value: value.value, raw: value.raw, at }] : [],
      ),
    )
    // The value comes from the env file, which is checked itself.
    .filter(({ raw }) => !/^\$\{?\w+(:?\?[^}]*)?\}?$/.test(raw))
  const inFiles = envFilesOf(environment)
    .filter(({ isShared }) => !isShared)
    .flatMap(({ assignments }) => assignments)
  return [...inFiles, ...inServices].flatMap(({ key, value, at }) => {
    const url = connectionUrl(value)
    const problem = url && urlProblem(url, environment)
    return problem === undefined ? [] : [{ at, subject: key, message: `${key} ${problem}` }]
  })
}

/** Data stores, which are only reachable by name inside the project network. */
const STORES = /^(postgres(ql)?|mysql|mariadb|mongodb|rediss?|amqps?|memcached)(\+\w+)?$/

function urlProblem(url: ConnectionUrl, environment: Environment): string | undefined {
  const services = environment.model?.services ?? []
  const { host, scheme } = url
  if (/^(localhost|127\.0\.0\.1|::1)$/.test(host))
    return STORES.test(scheme) ? `refers to ${host}, which is the container itself` : undefined
  // A name with a dot is not a service of the compose file.
  if (host === '' || /[${}<>.:]/.test(host)) return undefined
  const service = services.find(one => namesOf(one).includes(host))
  if (service)
    return isPostgres(service) && isPostgresUrl(url)
      ? databaseProblem(url, environment)
      : portProblem(url, service)
  if (isPlaceholder(host) || (!/^https?$/.test(scheme) && !STORES.test(scheme))) return undefined
  return `refers to host ${host}, which is not a service`
}

function portProblem(
  { port, scheme }: ConnectionUrl,
  service: { name: string; ports: readonly { target?: number }[] },
): string | undefined {
  const targets = service.ports.flatMap(({ target }) => target ?? [])
  if (port === undefined || targets.length === 0 || targets.includes(port) || !STORES.test(scheme))
    return undefined
  return `refers to port ${port}, but ${service.name} listens on ${targets.join(', ')}`
}

function databaseProblem(url: ConnectionUrl, environment: Environment): string | undefined {
  const file = envFilesOf(environment).at(-1)
  const [user, database] = ['POSTGRES_USER', 'POSTGRES_DB'].map(key => assignmentOf(file, key)?.value)
  const differs = (wanted: string | undefined, actual: string): boolean =>
    wanted !== undefined &&
    actual !== '' &&
    decodedPart(actual) !== wanted &&
    ![wanted, actual].some(text => /[${}<>]/.test(text))
  if (differs(user, url.user)) return 'has a user other than POSTGRES_USER'
  if (differs(database, url.database)) return 'has a database other than POSTGRES_DB'
  const service = environment.model?.services.find(isPostgres)
  return service && portProblem(url, service)
}
