import { posix } from 'node:path'
import {
  assignmentOf,
  type ComposeModel,
  composeModel,
  type EnvFile,
  loadCompose,
  type RepositoryFiles,
  readEnvFile,
  type Service,
  templateOf,
} from '@tsh/standard/reading'
import { type ComposeSet, composeFiles } from './compose-files.ts'
import { type DerivedTemplate, derivedTemplate, missingKeys, parsedTemplate } from './derived-template.ts'
import { dashedTemplate, envFileOf } from './env-files.ts'
import { type EnvironmentName, meaningOf } from './file-words.ts'
import { type FoundBuild, foundBuilds } from './found-builds.ts'

/** An environment as the files describe it. */
export interface Environment {
  name: EnvironmentName
  composeFiles: string[]
  /** On the server, relative to the checkout. */
  envFile: string
  template?: EnvFile
  /** Variables of the compose files that an existing template lacks. */
  missingKeys: string[]
  /** The template that the repository lacks; {@link template} is parsed from it. */
  derivedTemplate?: DerivedTemplate
  /** Whether git ignores the derived template, so that no deployment would see it. */
  isTemplateIgnored: boolean
  /** Further files that services read, which setup does not create. */
  otherEnvFiles: string[]
  /** What the further files can be copied from. */
  otherTemplates: string[]
  /** Without the services of development, and with the builds that other files have. */
  model: ComposeModel
  /** The builds that the compose files of this environment lack, by service. */
  foundBuilds: ReadonlyMap<string, FoundBuild>
}

/** Reads the compose files of an environment; undefined if they are not valid. */
export function environmentOf(files: RepositoryFiles, set: ComposeSet): Environment | undefined {
  const { root } = loadCompose(set.files, files.text)
  if (!root) return undefined
  const plain = composeModel({ files: set.files, root, valueFor: () => undefined })
  const used = plain.services.filter(isDeployed).flatMap(({ envFiles }) => envFiles.map(({ path }) => path))
  const envFile = envFileOf(files, set.environment, used, posix.dirname(set.files[0] ?? ''))
  const existing =
    templateOf(files, envFile, set.environment) ??
    envFileAt(files, dashedTemplate(files, envFile)) ??
    envFileAt(files, envFile)
  const otherEnvFiles = [...new Set(used)].filter(path => path !== envFile && !files.has(path))
  const valueFor = (key: string): string | undefined => assignmentOf(existing, key)?.value
  const model = composeModel({ files: set.files, root, valueFor })
  const services = model.services.filter(isDeployed)
  const others = composeFiles(files).map(({ path }) => path)
  const found = foundBuilds(
    files,
    services,
    others.filter(path => !set.files.includes(path)),
  )
  const built = services.map(one => ({ ...one, ...pickBuild(found.get(one.name)) }))
  const isPulled = ({ name }: Service): boolean => found.has(name)
  const names = { name: set.environment, envFile }
  const derived = existing ? undefined : derivedTemplate(files, names, built, isPulled)
  const template = existing ?? (derived && parsedTemplate(derived))
  return {
    name: set.environment,
    composeFiles: set.files,
    envFile,
    otherEnvFiles,
    otherTemplates: otherEnvFiles.flatMap(path => dashedTemplate(files, path) ?? []),
    model: { ...model, services: built },
    foundBuilds: found,
    isTemplateIgnored: derived !== undefined && files.isIgnored(derived.path),
    missingKeys: existing ? missingKeys(existing, built, isPulled) : [],
    ...(template ? { template } : {}),
    ...(derived ? { derivedTemplate: derived } : {}),
  }
}

const pickBuild = (found: FoundBuild | undefined): Partial<Service> => (found ? { build: found.build } : {})

/** An env file in git has the same keys as the one on the server. */
function envFileAt(files: RepositoryFiles, path: string | undefined): EnvFile | undefined {
  const text = path === undefined ? undefined : files.text(path)
  if (path === undefined || text === undefined) return undefined
  return readEnvFile(path, text, { kind: 'template', isShared: true })
}

/** A service is left out if all of its profiles are for development. */
const isDeployed = ({ profiles }: ComposeModel['services'][number]): boolean =>
  profiles.length === 0 || profiles.some(profile => meaningOf(profile) !== 'elsewhere')
