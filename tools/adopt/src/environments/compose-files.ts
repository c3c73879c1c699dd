import { posix } from 'node:path'
import { entriesOf, get, loadCompose, type RepositoryFiles, textOf } from '@tsh/standard/reading'
import { uniqueBy } from '../unique-by.ts'
import type { ChosenFiles } from './chosen-compose-files.ts'
import { composeProfiles, templatesFor } from './env-files.ts'
import { type EnvironmentName, meaningOf } from './file-words.ts'

/** The compose files of an environment, in the order in which they are merged. */
export interface ComposeSet {
  environment: EnvironmentName
  files: string[]
  /** The name of one of several applications in the repository. */
  application?: string
}

const NAME = /^(?:docker-)?compose(?:[._-]([\w-]+))?\.ya?ml$/i
/** An older convention: `production.yml` next to `local.yml`. */
const BARE = /^(production|prod|staging)\.ya?ml$/

interface ComposeFile {
  path: string
  /** Empty for the default file. */
  word: string
}

/** The compose files to deploy, by the names of the files where they are not chosen. */
export function composeSets(files: RepositoryFiles, chosen: ChosenFiles = new Map()): ComposeSet[] {
  const found = composeFiles(files)
  const base = found.find(({ word }) => word === '')
  const named = found.flatMap(file => {
    const environment = meaningOf(file.word)
    return environment === 'production' || environment === 'staging' ? [{ ...file, environment }] : []
  })
  const first = uniqueBy(
    named.map(({ environment, path }) => ({ environment, files: withBase(files, base, path) })),
    ({ environment }) => environment,
  )
  const ofBase = base ? setsOfBase(files, base.path, first) : []
  const all: ComposeSet[] = [...first, ...ofBase]
  const sets = all.length > 0 ? all : applications(found)
  return sets.some(({ application }) => application !== undefined) ? sets : inOrder(withChosen(sets, chosen))
}

/** What is chosen replaces what the names say; on its own it is only enough where these say nothing. */
function withChosen(sets: readonly ComposeSet[], chosen: ChosenFiles): ComposeSet[] {
  if (sets.length === 0) return [...chosen].map(([environment, files]) => ({ environment, files }))
  return sets.map(set => ({ ...set, files: chosen.get(set.environment) ?? set.files }))
}

/** Folders whose files are for servers, such as `deploy/docker-compose.prod.yml`. */
const OF_SERVERS = /^(deploy|deployment|infra|infrastructure|ops|docker|prod|production)$/

/** The root first; other folders if the root has no compose file, or only one of them has one for an environment. */
export function composeFiles(files: RepositoryFiles): ComposeFile[] {
  const all = files.paths.flatMap(path => {
    const name = posix.basename(path)
    const [match, word = ''] = NAME.exec(name) ?? BARE.exec(name) ?? []
    return match !== undefined && hasServices(files, path) ? [{ path, word }] : []
  })
  const folders = [...new Set(all.map(({ path }) => posix.dirname(path)))]
  const [first] = folders.sort((one, other) => depthOf(one) - depthOf(other))
  const named = new Set(
    all.filter(({ word }) => isEnvironment(meaningOf(word))).map(({ path }) => posix.dirname(path)),
  )
  const ofServers = folders.find(folder => OF_SERVERS.test(folder) && named.has(folder))
  const folder = named.has(first ?? '') ? first : (ofServers ?? first)
  return all.filter(({ path }) => posix.dirname(path) === folder)
}

const depthOf = (folder: string): number => (folder === '.' ? 0 : folder.split('/').length)

function hasServices(files: RepositoryFiles, path: string): boolean {
  const { root } = loadCompose([path], files.text)
  return entriesOf(get(root, 'services')).length > 0
}

/** A file whose services have neither image nor build only overrides the default file. */
function withBase(files: RepositoryFiles, base: ComposeFile | undefined, path: string): string[] {
  const { root } = loadCompose([path], files.text)
  const isOverride = entriesOf(get(root, 'services')).some(
    ([, { node }]) =>
      !get(node, 'image') && !get(node, 'build') && textOf(get(node, 'extends')) === undefined,
  )
  return base && isOverride ? [base.path, path] : [path]
}

/** The default file is production unless another file is; with env templates of staging, it is staging too. */
function setsOfBase(files: RepositoryFiles, base: string, named: readonly ComposeSet[]): ComposeSet[] {
  const has = (name: EnvironmentName): boolean => named.some(({ environment }) => environment === name)
  const profile = composeProfiles(files).map(meaningOf).find(isEnvironment)
  if (named.length === 0 && profile !== undefined) return [{ environment: profile, files: [base] }]
  const staging = !has('staging') && !has('production') && templatesFor(files, 'staging').length > 0
  return [
    ...(has('production') ? [] : [{ environment: 'production' as const, files: [base] }]),
    ...(staging ? [{ environment: 'staging' as const, files: [base] }] : []),
  ]
}

const isEnvironment = (meaning: ReturnType<typeof meaningOf>): meaning is EnvironmentName =>
  meaning === 'production' || meaning === 'staging'

/** Files named by other words are applications, if there are several. */
function applications(found: readonly ComposeFile[]): ComposeSet[] {
  const others = found.filter(({ word }) => meaningOf(word) === undefined)
  return others.map(({ path, word }) => ({
    environment: 'production',
    files: [path],
    ...(others.length > 1 ? { application: word } : {}),
  }))
}

const inOrder = (sets: readonly ComposeSet[]): ComposeSet[] =>
  [...sets].sort((one, other) => (one.environment < other.environment ? 1 : -1))
