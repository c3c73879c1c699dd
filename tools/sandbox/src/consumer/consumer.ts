import { isSlotService } from '@tsh/settings'
import { type Caller, type Environment, findCaller } from './caller.ts'
import { readEnvironment } from './settings.ts'

export type { Environment } from './caller.ts'

/** One environment of a repository, from its caller workflow and its settings file. */
export interface Consumer extends Caller {
  environment: Environment
  /** The repository's name, such as tsh-erp; also the name of the nginx site. */
  name: string
  user: string
  deployPath: string
  composeFiles: readonly string[]
  envFile: string
  /** Keys of the env file whose values come from the secret APP_ENV. */
  envSecrets: readonly string[]
  /** The (first) service that receives traffic: a pattern with `{slot}`, or a service that is replaced in place. */
  appService: string
  /** The names of the slots; empty if the service is replaced in place. */
  slotNames: readonly string[]
  /** The folder with the slot file that the proxy reads. */
  slotDirectory: string
  slots: boolean
  /** Command that migrates the database; empty for none. */
  migrate: string
  /** The public URL of the application. */
  url: string
  /** Path that returns 2xx when the application is healthy. */
  healthPath: string
  /** Port of the second container during in-place replacement. */
  handoverPort: number | undefined
  registry: string | undefined
  /** Branches that may be deployed; empty for any. */
  branches: readonly string[]
}

/** Reads the job of a repository that calls our deployment workflow for an environment, and its settings. */
export function readConsumer(directory: string, name: string, environment: Environment): Consumer {
  const caller = findCaller(directory, name, environment)
  const settings = readEnvironment(directory, name, caller)
  const [appService = ''] = [settings.service].flat()
  const slots = isSlotService(appService)
  const [server = ''] = settings.server
  return {
    ...{ ...caller, environment, name, appService, slots },
    slotNames: slots ? settings.slots : [],
    slotDirectory: settings['slot-directory'],
    url: settings.url,
    healthPath: settings['health-path'],
    migrate: settings.migrate,
    handoverPort: settings['handover-port'],
    user: server.split('@')[0] ?? '',
    deployPath: settings.path.replace(/\/+$/, ''),
    composeFiles: [settings['compose-file']].flat(),
    envFile: settings['env-file'],
    envSecrets: settings.env.secrets ?? [],
    registry: settings.registry,
    branches: settings.branches ?? [],
  }
}
