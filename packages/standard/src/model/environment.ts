import { isSlotService, type ResolvedSettings } from '@tsh/settings'
import type { ComposeModel, Service } from '../compose/service.ts'
import type { EnvFile } from '../env/env-template.ts'
import type { At } from '../yaml/node.ts'

/** An environment that the repository is deployed to. */
export interface Environment {
  name: string
  /** Its settings, if the repository has a settings file that defines it. */
  settings?: ResolvedSettings
  composeFiles: readonly string[]
  /** Its profile in a compose file of several environments. */
  profile?: string
  /** The name of its env file on the server. */
  envFile: string
  template?: EnvFile
  /** The real env file, if known. */
  realEnv?: EnvFile
  model?: ComposeModel
  /** Where it is defined. */
  at: At
}

export type EnvironmentSource = Omit<Environment, 'model' | 'realEnv'>

/** The slots of the service that receives the traffic; empty without slots. */
export function slotsOf({ settings, model }: Environment): string[] {
  if (settings) return [settings.service].flat().some(isSlotService) ? [...settings.slots] : []
  const names = model?.services.map(({ name }) => name) ?? []
  const hasBoth = ['blue', 'green'].every(slot => names.some(name => hasToken(name, slot)))
  return hasBoth ? ['blue', 'green'] : []
}

/** The slot that a service is in. */
export const slotOf = (environment: Environment, { name }: Service): string | undefined =>
  slotsOf(environment).find(slot => hasToken(name, slot))

export const hasToken = (name: string, word: string): boolean => name.split(/[^A-Za-z0-9]+/).includes(word)

/** The known env files of an environment: the template, and the real one. */
export const envFilesOf = ({ template, realEnv }: Environment): EnvFile[] =>
  [template, realEnv].filter(one => one !== undefined)

/** Whether two environments may share a server: they do, or it is unknown. */
export function shareServer(one: Environment, other: Environment): boolean {
  const hosts = [one, other].map(({ settings }) =>
    settings ? `${settings.server.map(hostOf).join()} ${hostOf(settings.jump ?? '')}` : undefined,
  )
  return hosts[0] === undefined || hosts[1] === undefined || hosts[0] === hosts[1]
}

const hostOf = (server: string): string => server.replace(/^[^@]*@/, '')
