import type { Workflow } from '@tsh/standard/reading'
import { branchOf } from './environments/branches.ts'
import type { Environment } from './environments/environments.ts'
import type { ComposeChange } from './findings/compose-change.ts'
import { composeChanges } from './findings/compose-changes.ts'
import type { ServerHints } from './findings/server-hints.ts'
import type { GitRepository, Unknown } from './git-repository.ts'
import { serviceSetting, type Traffic, trafficOf } from './services/traffic.ts'
import { type ApplicationSettings, applicationSettings } from './settings/application.ts'
import { composeProfiles } from './settings/compose-profiles.ts'
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
import { standardSettings } from './settings/standard.ts'
import { environmentUnknowns } from './settings/unknowns.ts'
import { urlOf } from './settings/url.ts'

/** Everything that is known of an environment. */
export interface DetectedEnvironment {
  environment: Environment
  /** Pushes to it are deployed; undefined if there is no such branch. */
  branch: string | undefined
  traffic: Traffic | undefined
  database: Database
  registry: string | undefined
  /** The name of the secret with the SSH key in old workflows. */
  keySecret: string | undefined
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
  /** Without the jobs that call tsh/actions. */
  workflows: readonly Workflow[]
  hints: ServerHints
}

export function detectEnvironment({
  repository,
  environment,
  workflows,
  hints,
}: EnvironmentSource): DetectedEnvironment {
  const { files, name } = repository
  const traffic = trafficOf(files, environment)
  const database = databaseOf(files, environment, traffic)
  const registry = registryOf(environment.model.services, workflows, repository.owner)
  const url = urlOf(repository, environment, traffic?.main)
  const branch = branchOf(repository, environment.name)
  const application = applicationSettings(files, environment, traffic, database)
  const missing = missingSettings(hints, url, traffic)
  const profiles = composeProfiles(environment, traffic)
  return {
    environment,
    branch,
    traffic,
    database,
    registry,
    keySecret: hints.keySecret,
    own: ownSettings(environment, { url, traffic, branch, profiles: profiles.requested }),
    shared: sharedSettings(environment, traffic, registry, application),
    missing,
    unknowns: [
      ...missing.map(setting => unknownOf(environment.name, setting)),
      ...databaseUnknowns(environment.name, database),
      ...application.unknowns,
      ...profiles.unknowns,
      ...environmentUnknowns(environment, traffic, branch),
    ],
    changes: composeChanges({ files, name, environment, traffic, registry }),
  }
}

const missingSettings = (
  hints: ServerHints,
  url: string | undefined,
  traffic: Traffic | undefined,
): MissingSetting[] => [
  ...serverSettings(hints),
  ...(url === undefined ? [URL_SETTING] : []),
  ...(traffic ? [] : [SERVICE_SETTING]),
]

const ownSettings = (
  { composeFiles, envFile }: Environment,
  {
    url,
    traffic,
    branch,
    profiles,
  }: { url: string | undefined; profiles: readonly string[] } & Pick<
    DetectedEnvironment,
    'traffic' | 'branch'
  >,
): Record<string, unknown> => ({
  'compose-file': composeFiles.length === 1 ? composeFiles[0] : composeFiles,
  ...(profiles.length === 0 ? {} : { 'compose-profiles': profiles }),
  'env-file': envFile,
  ...(url === undefined ? {} : { url }),
  ...trafficSettings(traffic),
  ...(branch === undefined ? {} : { branches: [branch] }),
})

function trafficSettings(traffic: Traffic | undefined): Record<string, unknown> {
  if (!traffic) return {}
  const slots = traffic.kind === 'slots' ? (traffic.pairs[0]?.slots ?? []) : []
  const areDefault = slots.length === 0 || slots.join() === 'blue,green'
  return { service: serviceSetting(traffic), ...(areDefault ? {} : { slots: [...slots] }) }
}

function sharedSettings(
  environment: Environment,
  traffic: Traffic | undefined,
  registry: string | undefined,
  { settings }: ApplicationSettings,
): Record<string, unknown> {
  const secrets = envSecrets(environment.template)
  const standard = standardSettings(environment, traffic)
  return {
    ...(registry === undefined ? {} : { registry }),
    ...settings,
    ...(secrets.length === 0 ? {} : { env: { secrets } }),
    ...(Object.keys(standard).length === 0 ? {} : { standard }),
  }
}
