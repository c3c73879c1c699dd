import type { RepositoryFiles, Service } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import type { Unknown } from '../git-repository.ts'
import { isMigration, oneShotsIn } from '../services/one-shots.ts'
import { type Traffic, trafficServices } from '../services/traffic.ts'
import { buildContextOf } from './build-context.ts'
import type { Database } from './database.ts'
import { hasStandardEndpoints, healthPath } from './health-path.ts'
import { migrateCommand } from './migrate.ts'

/** The settings that follow from the code of the application, and what must be verified about them. */
export interface ApplicationSettings {
  settings: Record<string, unknown>
  unknowns: Unknown[]
}

const DEFAULT_MIGRATE = 'alembic upgrade head'
const DEFAULT_HEALTH = '/health'

export function applicationSettings(
  files: RepositoryFiles,
  environment: Environment,
  traffic: Traffic | undefined,
  database: Database,
): ApplicationSettings {
  const service = traffic?.main
  const context = buildContextOf(files, service)
  const health = service && healthPath(service, context)
  const migrations = migrateSetting(environment, database, migrateCommand(context))
  const path = health?.path ?? DEFAULT_HEALTH
  const contexts = trafficServices(traffic).map(one => buildContextOf(files, one))
  return {
    settings: {
      ...(path === DEFAULT_HEALTH ? {} : { 'health-path': path }),
      ...(database.kind === 'none' ? { database: 'none' } : {}),
      ...(database.kind === 'compose' && database.service ? { database: { service: database.service } } : {}),
      ...migrations.settings,
      ...(contexts.some(one => hasStandardEndpoints(one, path))
        ? {}
        : { smoke: { 'skip-standard-checks': true } }),
    },
    unknowns: [...healthUnknowns(health), ...migrations.unknowns],
  }
}

function healthUnknowns(health: ReturnType<typeof healthPath>): Unknown[] {
  if (health?.from === 'healthcheck') return []
  const why = health
    ? `${health.path} is a route in the code, and no health check requests it`
    : `no health check requests a path, so the default ${DEFAULT_HEALTH} applies`
  return [
    {
      key: 'health-path',
      why,
      find: 'a path that returns 2xx without a login; also add a healthcheck to the compose file',
    },
  ]
}

function migrateSetting(
  { model }: Environment,
  database: Database,
  command: string | undefined,
): ApplicationSettings {
  const oneShot = oneShotsIn(model.services).find(isMigration)
  if (command !== undefined)
    return {
      settings: command === DEFAULT_MIGRATE && database.kind !== 'none' ? {} : { migrate: command },
      unknowns: oneShot ? [repeated(oneShot)] : [],
    }
  if (database.kind === 'none') return { settings: {}, unknowns: [] }
  return { settings: { migrate: '' }, unknowns: [oneShot ? byOneShot(oneShot) : withoutTool()] }
}

const repeated = ({ name }: Service): Unknown => ({
  key: 'migrate',
  why: `the service ${name} seems to migrate as well, after the command of this setting has`,
  find: `keep both if ${name} does nothing else the second time; otherwise remove it from the compose file`,
})

const byOneShot = ({ name }: Service): Unknown => ({
  key: 'migrate',
  why: `the service ${name} runs to completion in each deployment, so the setting is empty`,
  find: `verify that ${name} migrates the database; a command in this setting runs after the backup has been verified`,
})

const withoutTool = (): Unknown => ({
  key: 'migrate',
  why: 'no migration tool was found in the build context, so migrations are disabled',
  find: 'the command that migrates the database in a container of the image, if there is one',
})
