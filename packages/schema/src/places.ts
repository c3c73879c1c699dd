import { isAboutSql, isPostgres, type NamedDatabase, namedDatabases, type ServiceModel } from '@tsh/postgres'

/** A database in a service of the compose file; an empty name is the default database of the container. */
export interface DatabasePlace {
  service: string
  database: string
}

/** Where the schema of an application is recorded, or why it is unknown. */
export type Places =
  | { kind: 'services'; databases: readonly DatabasePlace[] }
  | { kind: 'elsewhere'; why: string }

/**
 * All databases that the application uses, since any of them may be changed by its migrations. If its environment names
 * none, for example because the URL is in a secret file, the database of the only service with a PostgreSQL image.
 * @param version value of `${VERSION}` when the model was read
 */
export function databasePlaces(services: Readonly<Record<string, ServiceModel>>, version: string): Places {
  const named = namedDatabases(services, version).filter(isAboutSql)
  const elsewhere = named.find(({ servers }) => servers.length === 0)
  if (elsewhere)
    return {
      kind: 'elsewhere',
      why: `the database named by ${elsewhere.by} is not a service of the compose file`,
    }
  if (named.length > 0) return { kind: 'services', databases: placesOf(named) }
  const servers = Object.keys(services).filter(name => isPostgres(services[name] ?? {}))
  const [service] = servers
  if (service !== undefined && servers.length === 1)
    return { kind: 'services', databases: [{ service, database: '' }] }
  return {
    kind: 'elsewhere',
    why: service
      ? `no variable of the application shows which of ${servers.join(', ')} hosts its database`
      : 'the compose file has no PostgreSQL service',
  }
}

function placesOf(named: readonly NamedDatabase[]): DatabasePlace[] {
  const places = named.flatMap(({ servers: [service], database }) => (service ? [{ service, database }] : []))
  return [...new Map(places.map(place => [`${place.service}/${place.database}`, place])).values()]
}
