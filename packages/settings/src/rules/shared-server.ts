import { parseServer } from '@tsh/host-keys'
import type { Problem } from '../problem.ts'
import type { SettingPath } from '../setting.ts'
import type { CheckedEnvironment } from './checked-environment.ts'
import { hasSlots, servicesOf } from './service.ts'

/** Settings that two environments on one server must not share. */
const OWN: readonly { setting: SettingPath; applies(environment: CheckedEnvironment): boolean }[] = [
  { setting: 'path', applies: () => true },
  {
    setting: 'slot-directory',
    // The state file of in-place replacement is in the same folder.
    applies: environment => hasSlots(environment) || environment.get('handover-port') !== undefined,
  },
  {
    setting: 'handover-port',
    applies: environment => servicesOf(environment).length > 0 && !hasSlots(environment),
  },
]

/** Environments on one server that would overwrite each other. */
export function sharedServerProblems(environments: readonly CheckedEnvironment[]): Problem[] {
  return environments.flatMap((environment, at) =>
    environments
      .slice(0, at)
      .filter(other => isSameServer(environment, other))
      .flatMap(other => sharedProblems(environment, other)),
  )
}

/** The same host name with and without a jump host may be different servers. */
function isSameServer(one: CheckedEnvironment, other: CheckedEnvironment): boolean {
  const place = (environment: CheckedEnvironment): string | undefined => {
    const server = environment.get('server')
    const jump = environment.get('jump')
    if (server === undefined || (jump === undefined && environment.has('jump'))) return undefined
    return [server, jump ?? ''].map(text => hostAndPort(String(text))).join(' ')
  }
  return place(one) !== undefined && place(one) === place(other)
}

function hostAndPort(text: string): string {
  const address = parseServer(text)
  return address ? `${address.host.toLowerCase()}:${address.port}` : ''
}

function sharedProblems(environment: CheckedEnvironment, other: CheckedEnvironment): Problem[] {
  return OWN.filter(({ setting, applies }) => {
    const value = environment.get(setting)
    const isEqual = value !== undefined && withoutSlash(value) === withoutSlash(other.get(setting))
    return isEqual && applies(environment) && applies(other)
  }).map(({ setting }) =>
    environment.problem(
      setting,
      `is the same in ${other.name} and ${environment.name}, which are on one server. Give each environment its own`,
    ),
  )
}

const withoutSlash = (value: unknown): string => String(value).replace(/\/$/, '')
