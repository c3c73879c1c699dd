import type { Workflow } from '@tsh/standard/reading'
import { branchOf } from './environments/branches.ts'
import type { Environment } from './environments/environments.ts'
import type { ComposeChange } from './findings/compose-change.ts'
import { composeChanges } from './findings/compose-changes.ts'
import type { ServerHints } from './findings/server-hints.ts'
import type { GitRepository, Unknown } from './git-repository.ts'
import { serviceSetting, type Traffic, trafficOf } from './services/traffic.ts'
import { applicationSettings } from './settings/application.ts'
import { type Database, databaseOf, databaseUnknowns } from './settings/database.ts'
import { envSecrets } from './settings/env-secrets.ts'
import {
  type MissingSetting,
  SERVICE_SETTING,
  serverSettings,
  URL_SETTING,
  unknownOf,
} from './settings/missing.ts'
import { registryOf } from './settings/registry.ts'
import { environmentUnknowns } from './settings/unknowns.ts'
import { urlOf } from './settings/url.ts'

/** Everything that is known of an environment. */
export interface DetectedEnvironment {
  environment: Environment
  /** Pushes to it are deployed; undefined if there is no such branch. */
  branch?: string
  traffic?: Traffic
  database: Database
  registry?: string
  keySecret?: string
  /** Settings of this environment. */
  own: Record<string, unknown>
  /** Settings that are written once if they are equal in all environments. */
  shared: Record<string, unknown>
  missing: MissingSetting[]
  unknowns: Unknown[]
  changes: ComposeChange[]
}

export interface EnvironmentSource {
  repository: GitRepository
  environment: Environment
  /** Without those that call tsh/actions. */
  workflows: readonly Workflow[]
  hints: ServerHints
}

export function detectEnvironment(source: EnvironmentSource): DetectedEnvironment {
  const { repository, environment, workflows, hints } = source
  const { files } = repository
  const traffic = trafficOf(files, environment)
  const database = databaseOf(files, environment, traffic)
  const registry = registryOf(environment.model.services, workflows, repository.owner)
  const url = urlOf(repository, environment, traffic?.main)
  const branch = branchOf(repository, environment.name)
  const application = applicationSettings(files, environment, traffic, database)
  const secrets = envSecrets(environment.template)
  const missing = [
    ...serverSettings(hints),
    ...(url === undefined ? [URL_SETTING] : []),
    ...(traffic ? [] : [SERVICE_SETTING]),
  ]
  return {
    environment,
    database,
    missing,
    own: {
      'compose-file':
        environment.composeFiles.length === 1 ? environment.composeFiles[0] : environment.composeFiles,
      'env-file': environment.envFile,
      ...(url === undefined ? {} : { url }),
      ...trafficSettings(traffic),
      ...(branch === undefined ? {} : { branches: [branch] }),
    },
    shared: {
      ...(registry === undefined ? {} : { registry }),
      ...application.settings,
      ...(secrets.length === 0 ? {} : { env: { secrets } }),
    },
    unknowns: [
      ...missing.map(one => unknownOf(environment.name, one)),
      ...databaseUnknowns(environment.name, database),
      ...application.unknowns,
      ...environmentUnknowns(environment, traffic, branch),
    ],
    changes: composeChanges({ files, name: repository.name, environment, traffic, registry }),
    ...(branch === undefined ? {} : { branch }),
    ...(traffic ? { traffic } : {}),
    ...(registry === undefined ? {} : { registry }),
    ...(hints.keySecret === undefined ? {} : { keySecret: hints.keySecret }),
  }
}

function trafficSettings(traffic: Traffic | undefined): Record<string, unknown> {
  if (!traffic) return {}
  const slots = traffic.kind === 'slots' ? (traffic.pairs[0]?.slots ?? []) : []
  const areDefault = slots.length === 0 || slots.join() === 'blue,green'
  return { service: serviceSetting(traffic), ...(areDefault ? {} : { slots: [...slots] }) }
}
