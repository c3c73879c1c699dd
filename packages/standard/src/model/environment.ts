import { posix } from 'node:path'
import type { ResolvedSettings } from '@tsh/settings'
import { loadCompose } from '../compose/load.ts'
import type { ComposeModel, Service } from '../compose/service.ts'
import { type EnvFile, readEnvFile } from '../env/env-template.ts'
import { type At, entriesOf, get, textsOf } from '../yaml/node.ts'
import type { RepositoryFiles } from './files.ts'
import { type Settings, settingPlace } from './settings.ts'

/** An environment that the repository is deployed to. */
export interface Environment {
  name: string
  /** Its settings, where the repository has a settings file that defines it. */
  settings?: ResolvedSettings
  composeFiles: readonly string[]
  /** The profile that it is in a file of several environments. */
  profile?: string
  /** The name of its env file on the server. */
  envFile: string
  template?: EnvFile
  /** The real env file, where it is known. */
  realEnv?: EnvFile
  model?: ComposeModel
  /** Where it is defined. */
  at: At
}

export type EnvironmentSource = Omit<Environment, 'model' | 'realEnv'>

/** The standard's environments, for a repository without a settings file. */
const NAMES = ['staging', 'production']

export function environmentSources(
  files: RepositoryFiles,
  settings: Settings | undefined,
): EnvironmentSource[] {
  const names = settings?.environments ?? NAMES
  return names.map(name => {
    const own = settings?.of(name)
    const found = own ? { composeFiles: [own['compose-file']].flat() } : composeFilesOf(files, name)
    const envFile = own?.['env-file'] ?? envFileIn(files, found.composeFiles) ?? `.env.${name}`
    const template = templateOf(files, envFile, name)
    const [first = ''] = found.composeFiles
    return {
      name,
      envFile,
      ...found,
      at: settings ? settingPlace(settings, name, 'compose-file') : { file: first, line: 1 },
      ...(own ? { settings: own } : {}),
      ...(template ? { template } : {}),
    }
  })
}

const SHORT: Record<string, string> = { production: 'prod', staging: 'stage' }

function composeFilesOf(files: RepositoryFiles, name: string): { composeFiles: string[]; profile?: string } {
  const names = [name, SHORT[name] ?? name].flatMap(word =>
    ['docker-compose', 'compose'].flatMap(stem => ['yml', 'yaml'].map(end => `${stem}.${word}.${end}`)),
  )
  const own = names.find(path => files.has(path))
  const base = baseComposeFile(files)
  if (own) return { composeFiles: base !== undefined && isOverride(files, own) ? [base, own] : [own] }
  const isProfile = base !== undefined && new RegExp(`profiles:.*\\b${name}\\b`).test(files.text(base) ?? '')
  if (isProfile) return { composeFiles: [base], profile: name }
  return { composeFiles: [`docker-compose.${name}.yml`] }
}

/** Whether a file only makes sense on top of another one: it has a service without an image. */
function isOverride(files: RepositoryFiles, path: string): boolean {
  const { root } = loadCompose([path], files.text)
  return entriesOf(get(root, 'services')).some(([, { node }]) => !get(node, 'image') && !get(node, 'build'))
}

/** The env file that the services name. */
function envFileIn(files: RepositoryFiles, composeFiles: readonly string[]): string | undefined {
  const { root } = loadCompose(composeFiles, files.text)
  const services = entriesOf(get(root, 'services')).map(([, { node }]) => get(node, 'env_file'))
  const [first] = services.flatMap(node => textsOf(node))
  return first === undefined || /[$/]/.test(first.replace(/^\.\//, ''))
    ? undefined
    : first.replace(/^\.\//, '')
}

/** The file that compose takes by itself. */
export const baseComposeFile = (files: RepositoryFiles): string | undefined =>
  ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'].find(path => files.has(path))

const ENDINGS = ['example', 'template', 'sample', 'dist', 'tmpl']

/** The template of an env file, next to it or in any folder; one without the environment's name serves all. */
function templateOf(files: RepositoryFiles, envFile: string, environment: string): EnvFile | undefined {
  const name = posix.basename(envFile)
  const own = ENDINGS.flatMap(end => [
    `${name}.${end}`,
    `${name.replace(/^\./, '')}.${end}`,
    `.env.${end}.${environment}`,
    `.env.${end}`,
    `env.${end}`,
  ])
  const wanted = own.sort((one, other) => Number(isOwn(other, environment)) - Number(isOwn(one, environment)))
  for (const candidate of wanted) {
    const path =
      files.paths.find(one => one === posix.join(posix.dirname(envFile), candidate)) ??
      files.paths.find(one => posix.basename(one) === candidate && isOwn(candidate, environment))
    const text = path === undefined ? undefined : files.text(path)
    if (path !== undefined && text !== undefined)
      return readEnvFile(path, text, { kind: 'template', isShared: !isOwn(candidate, environment) })
  }
  return undefined
}

const isOwn = (name: string, environment: string): boolean => name.includes(environment)

/** The slots of the service that takes the traffic; none without slots. */
export function slotsOf({ settings, model }: Environment): string[] {
  if (settings)
    return [settings.service].flat().some(name => name.includes('{slot}')) ? [...settings.slots] : []
  const names = model?.services.map(({ name }) => name) ?? []
  const hasBoth = ['blue', 'green'].every(slot => names.some(name => hasWord(name, slot)))
  return hasBoth ? ['blue', 'green'] : []
}

/** The slot that a service is in. */
export const slotOf = (environment: Environment, { name }: Service): string | undefined =>
  slotsOf(environment).find(slot => hasWord(name, slot))

export const hasWord = (name: string, word: string): boolean => name.split(/[^A-Za-z0-9]+/).includes(word)

/** The env files of an environment that are known: the template, and the real one. */
export const envFilesOf = ({ template, realEnv }: Environment): EnvFile[] =>
  [template, realEnv].filter(one => one !== undefined)

/** Whether two environments may be on one server: they are, or it is not known. */
export function shareServer(one: Environment, other: Environment): boolean {
  const hosts = [one, other].map(({ settings }) =>
    settings ? `${settings.server.map(hostOf).join()} ${hostOf(settings.jump ?? '')}` : undefined,
  )
  return hosts[0] === undefined || hosts[1] === undefined || hosts[0] === hosts[1]
}

const hostOf = (server: string): string => server.replace(/^[^@]*@/, '')
