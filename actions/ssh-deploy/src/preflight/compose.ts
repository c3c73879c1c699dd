import { UserError } from '@tsh/action'
import {
  answeringServices,
  type ComposeModel,
  composeNames,
  composeProblem,
  envValue,
  parseComposeModel,
  publishedPort,
} from '@tsh/deployment'
import { linesOf, type QueryResult, type QueryResults } from '@tsh/server-query'
import type { DeployInputs } from '../inputs.ts'
import { unsupportedDocker } from './docker-client.ts'
import { isComposeV2 } from './server.ts'
import { profileWarnings } from './services/requested-services.ts'
import { writableMounts } from './services/writable-mounts.ts'
import { unsetVariables } from './unset-variables.ts'

/** The compose model of the commit as parsed on the server; undefined when it is invalid. */
export const modelIn = ({ model }: QueryResults): ComposeModel | undefined => modelOf(model)

/** The same after preflight, which fails without it. */
export function requireModel(results: QueryResults): ComposeModel {
  const model = modelIn(results)
  if (!model) throw new Error('preflight accepted an invalid compose file')
  return model
}

/** The compose model of the current checkout. */
export const modelBefore = ({ before }: QueryResults): ComposeModel | undefined => modelOf(before)

function modelOf(result: QueryResult | undefined): ComposeModel | undefined {
  const document = documentOf(result)
  return document === undefined ? undefined : parseComposeModel(document)
}

/** The compose model of the commit as JSON; undefined when it is invalid. */
export const modelDocument = ({ model }: QueryResults): string | undefined => documentOf(model)

function documentOf(result: QueryResult | undefined): string | undefined {
  // Warnings are printed before the document.
  const start = result?.code === 0 ? result.text.search(/^\{$/m) : -1
  return start === -1 ? undefined : result?.text.slice(start)
}

/** Problems of the compose file of the commit together with the env file on the server. They contain no values. */
export function composeProblems(
  results: QueryResults,
  { application }: Pick<DeployInputs, 'application'>,
  server: string,
): string[] {
  const { composeFiles, envFile } = application
  const { model, env, compose } = results
  if (!model || env?.code !== 0 || !compose || !isComposeV2(compose) || /unknown flag/.test(model.text))
    return []
  if (unsupportedDocker(results)) return []
  const parsed = modelIn(results)
  const unset = unsetVariables(results, parsed, application).problems
  if (!parsed) return [...unset, composeProblem(model.text, { composeFiles, envFile, env: env.text }, server)]
  return [
    ...unset,
    ...optionNames(parsed, composeNames(application)),
    ...answeringServices(application.placement).flatMap(name => serviceProblem(parsed, name)),
  ]
}

/** Bad practices in the compose file, and files that are not applied. */
export function composeWarnings(
  results: QueryResults,
  { application }: Pick<DeployInputs, 'application'>,
): string[] {
  const model = modelIn(results)
  return [
    ...unsetVariables(results, model, application).warnings,
    ...filesNotApplied(results, application),
    ...profileWarnings(results, application),
    ...(model ? writableMounts(model, application) : []),
  ]
}

/** Files that a manual docker compose would also read, unlike a deployment. */
function filesNotApplied(
  results: QueryResults,
  { composeFiles, envFile }: Pick<DeployInputs['application'], 'composeFiles' | 'envFile'>,
): string[] {
  const read = composeNames({ composeFiles })
  const overrides = linesOf(results.overrides).map(
    name => `${name} on the server is not applied: deployments only read ${read}. Move its settings there`,
  )
  const env = results.env?.text ?? ''
  const files = (envValue(env, 'COMPOSE_FILE') ?? '')
    .split(envValue(env, 'COMPOSE_PATH_SEPARATOR') ?? ':')
    .filter(name => name !== '' && !composeFiles.includes(name))
  if (files.length === 0) return overrides
  return [
    ...overrides,
    `COMPOSE_FILE in ${envFile} names ${files.join(', ')}, which is not applied: deployments only read ${read}. Move its settings there`,
  ]
}

/** Compose would parse such a name as one of its options. */
const optionNames = (model: ComposeModel, composeFile: string): string[] =>
  Object.keys(model.services)
    .filter(name => name.startsWith('-'))
    .map(name => `service "${name}" begins with "-", like an option of compose. Rename it in ${composeFile}`)

function serviceProblem(model: ComposeModel, service: string): string[] {
  try {
    publishedPort(model, service)
    return []
  } catch (error) {
    if (error instanceof UserError) return [...error.problems]
    throw error
  }
}
