import { connectionUrl, imageName, isPostgresUrl, type RepositoryFiles } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import type { Unknown } from '../git-repository.ts'
import { isPostgresStore, isStore, withBaseImage } from '../services/data-stores.ts'
import type { Traffic } from '../services/traffic.ts'

/** The database of an environment. */
export type Database =
  /** A PostgreSQL service; `service` if there are several, or if only its Dockerfile names postgres. */
  | { kind: 'compose'; service?: string; isCertain?: boolean }
  /** PostgreSQL outside of compose. */
  | { kind: 'external'; host: string }
  | { kind: 'none'; other?: string }

export function databaseOf(
  files: RepositoryFiles,
  environment: Environment,
  traffic: Traffic | undefined,
): Database {
  const { services } = environment.model
  const found = services.filter(one => isPostgresStore(files, one))
  const host = databaseHost(environment)
  const [first] = found
  if (first && found.length === 1 && !first.build) return { kind: 'compose' }
  if (first) {
    const needed = traffic?.main.dependsOn.map(({ service }) => service) ?? []
    const used = found.filter(({ name }) => needed.includes(name))
    const { name } =
      found.find(one => one.name === host) ?? (used.length === 1 ? used[0] : undefined) ?? first
    return { kind: 'compose', service: name, isCertain: found.length === 1 }
  }
  if (host !== undefined) return { kind: 'external', host }
  const other = services
    .filter(service => isStore(files, service))
    .map(service => imageName(withBaseImage(files, service).image?.value ?? ''))
    .find(image => !isCache(image))
  return { kind: 'none', ...(other === undefined ? {} : { other }) }
}

const isCache = (image: string): boolean =>
  /^(redis|redis-stack(-server)?|valkey|keydb|dragonfly|memcached|rabbitmq)$/.test(image)

/** The host in a PostgreSQL URL of the env template or of a service. */
function databaseHost({ template, model }: Environment): string | undefined {
  const values = [
    ...(template?.assignments.map(({ value }) => value) ?? []),
    ...model.services.flatMap(({ environment }) => environment.map(({ value }) => value?.value ?? '')),
  ]
  const url = values
    .map(connectionUrl)
    .find(one => one !== undefined && isPostgresUrl(one) && one.host !== '')
  return url?.host
}

/** What must be verified about the database. */
export function databaseUnknowns(name: string, database: Database): Unknown[] {
  if (database.kind === 'none')
    return database.other === undefined
      ? []
      : [
          {
            key: 'database',
            why: `${database.other} is not PostgreSQL, so it is not backed up and database is none`,
            find: 'back it up by other means before each deployment',
          },
        ]
  if (database.kind === 'external')
    return [
      {
        key: `environments.${name}.database`,
        why: `PostgreSQL runs outside of the compose file, on ${database.host}`,
        find: 'set source: host for a cluster on the server itself, or source: container and container',
      },
    ]
  if (database.service === undefined || database.isCertain) return []
  return [
    {
      key: `environments.${name}.database.service`,
      why: 'several services have postgres images',
      find: `verify that ${database.service} is the database of the application`,
    },
  ]
}
