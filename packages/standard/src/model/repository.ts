import { type LoadedCompose, loadCompose } from '../compose/load.ts'
import { composeModel } from '../compose/model.ts'
import type { ComposeModel, Service } from '../compose/service.ts'
import { type BuildContext, buildContext } from '../dockerfile/build-context.ts'
import { type Dockerfile, readDockerfile, type Stage } from '../dockerfile/read-dockerfile.ts'
import { finalStage } from '../dockerfile/stages.ts'
import { assignmentOf } from '../env/env-template.ts'
import type { Evidence } from '../finding.ts'
import { type NginxFile, nginxFiles } from '../nginx/nginx-files.ts'
import { readWorkflow, type Workflow } from '../workflows/workflow.ts'
import type { Environment, EnvironmentSource } from './environment.ts'
import { baseComposeFile, environmentSources } from './environment-sources.ts'
import type { RepositoryFiles } from './files.ts'
import { readSettings, type Settings } from './settings.ts'

/** The input of the rules. */
export interface Repository {
  files: RepositoryFiles
  settings?: Settings
  environments: readonly Environment[]
  /** Of every environment, and without a settings file of the default compose file. */
  models: readonly ComposeModel[]
  /** Problems that prevented reading compose files. */
  composeProblems: readonly Evidence[]
  workflows: readonly Workflow[]
  nginx: readonly NginxFile[]
  dockerfile(path: string): Dockerfile | undefined
}

/** The result of `docker compose config` for an environment. */
export interface DockerConfig {
  /** Undefined if compose rejects the files. */
  adjust?(model: ComposeModel): ComposeModel
  /** Why compose rejects the files; without values of the env file. */
  problem?: string
}

/** The environment name of files that belong to no environment. */
export const BASE = ''

export interface RepositoryOptions {
  settingsPath?: string | undefined
  /** By environment, {@link BASE} for the default file. */
  docker?: ReadonlyMap<string, DockerConfig>
}

/** Reads a repository from its files. @throws UserError when its settings file is not valid */
export function repositoryOf(
  files: RepositoryFiles,
  { settingsPath, docker }: RepositoryOptions = {},
): Repository {
  const settings = readSettings(files, settingsPath)
  const sources = environmentSources(files, settings)
  const parts = [...sources, ...(settings ? [] : baseSource(files, sources))].map(source => ({
    source,
    loaded: loadCompose(source.composeFiles, files.text),
    config: docker?.get(source.name),
  }))
  const models = parts.flatMap(({ source, loaded, config }) => {
    const model = loaded.root && modelOf(source, loaded.root)
    return model ? [{ source, model: config?.adjust?.(model) ?? model }] : []
  })
  const dockerfiles = new Map<string, Dockerfile | undefined>()
  return {
    files,
    ...(settings ? { settings } : {}),
    environments: sources.map(source => {
      const model = models.find(one => one.source === source)?.model
      return { ...source, ...(model ? { model } : {}) }
    }),
    models: models.map(({ model }) => model),
    composeProblems: parts.flatMap(({ source, loaded, config }) => problemsOf(source, loaded, config)),
    workflows: workflowsIn(files),
    nginx: nginxFiles(files),
    dockerfile(path) {
      if (!dockerfiles.has(path)) {
        const text = files.text(path)
        dockerfiles.set(path, text === undefined ? undefined : readDockerfile(path, text))
      }
      return dockerfiles.get(path)
    },
  }
}

/** The default compose file, if it belongs to no environment. */
function baseSource(files: RepositoryFiles, sources: readonly EnvironmentSource[]): EnvironmentSource[] {
  const base = baseComposeFile(files)
  if (base === undefined || sources.some(({ composeFiles }) => composeFiles.includes(base))) return []
  return [{ name: BASE, composeFiles: [base], envFile: '.env', at: { file: base, line: 1 } }]
}

function modelOf(source: EnvironmentSource, root: NonNullable<LoadedCompose['root']>): ComposeModel {
  const { name, composeFiles, profile, template } = source
  return composeModel({
    files: composeFiles,
    root,
    valueFor: key => assignmentOf(template, key)?.value,
    ...(name === BASE ? {} : { environment: name }),
    ...(profile === undefined ? {} : { profile }),
  })
}

function problemsOf(
  source: EnvironmentSource,
  { problems }: LoadedCompose,
  config?: DockerConfig,
): Evidence[] {
  if (problems.length > 0 || config?.problem === undefined) return problems
  const [file = ''] = source.composeFiles
  return [{ at: { file, line: 1 }, message: config.problem }]
}

function workflowsIn(files: RepositoryFiles): Workflow[] {
  const paths = files.paths.filter(path =>
    /^\.github\/(workflows\/[^/]+|actions\/.*action)\.ya?ml$/.test(path),
  )
  return paths.flatMap(path => readWorkflow(path, files.text(path) ?? '') ?? [])
}

/** A service that is built, with its Dockerfile and final stage. */
export interface BuiltImage {
  service: Service
  model: ComposeModel
  dockerfile: Dockerfile
  stage: Stage
  context: BuildContext
}

const images = new WeakMap<Repository, BuiltImage[]>()

/** The services of all models that are built from a Dockerfile of the repository, including slots. */
export function builtImages(repository: Repository): BuiltImage[] {
  const found = images.get(repository) ?? imagesOf(repository)
  images.set(repository, found)
  return found
}

function imagesOf({ models, files, dockerfile }: Repository): BuiltImage[] {
  return models.flatMap(model =>
    model.services.flatMap(service => {
      const { build } = service
      const parsed = build?.dockerfile === undefined ? undefined : dockerfile(build.dockerfile)
      const stage = parsed && finalStage(parsed, build?.target)
      const context = build && buildContext(build, files)
      return parsed && stage && context ? [{ service, model, dockerfile: parsed, stage, context }] : []
    }),
  )
}

/** The image of a service, if it is built. */
export const builtImageOf = (repository: Repository, service: Service): BuiltImage | undefined =>
  builtImages(repository).find(image => image.service === service)

/** Services with their models. */
export const servicesIn = ({ models }: Repository): { service: Service; model: ComposeModel }[] =>
  models.flatMap(model => model.services.map(service => ({ service, model })))
