import { UserError } from '@tsh/action'
import {
  answeringServices,
  type ComposeModel,
  composeProblem,
  envValue,
  parseComposeModel,
  publishedPort,
} from '@tsh/deployment'
import { linesOf, type QueryResult, type QueryResults } from '@tsh/server'
import type { DeployInputs } from '../inputs.ts'
import { unsupportedDocker } from './docker-client.ts'
import { isComposeV2 } from './server.ts'
import { writableMounts } from './services/writable-mounts.ts'
import { unsetVariables } from './unset-variables.ts'

/** The compose file of the commit as the server understands it, or nothing when it does not. */
export const modelIn = ({ model }: QueryResults): ComposeModel | undefined => modelOf(model)

/** The same after preflight, which refuses a server without it. */
export function requireModel(results: QueryResults): ComposeModel {
  const model = modelIn(results)
  if (!model) throw new Error('preflight has let a compose file pass that cannot be read')
  return model
}

/** The same of what is checked out. */
export const modelBefore = ({ before }: QueryResults): ComposeModel | undefined => modelOf(before)

function modelOf(reply: QueryResult | undefined): ComposeModel | undefined {
  // The warnings come first; the document is the last thing that is printed.
  const start = reply?.code === 0 ? reply.text.search(/^\{$/m) : -1
  return start === -1 ? undefined : parseComposeModel(reply?.text.slice(start) ?? '')
}

/** What is wrong with the compose file of the commit, together with the env file on the server. No value is in it. */
export function composeProblems(
  results: QueryResults,
  { application }: Pick<DeployInputs, 'application'>,
  server: string,
): string[] {
  const { composeFile, envFile } = application
  const { model, env, compose } = results
  if (!model || env?.code !== 0 || !compose || !isComposeV2(compose) || /unknown flag/.test(model.text))
    return []
  if (unsupportedDocker(results)) return []
  const parsed = modelIn(results)
  const unset = unsetVariables(results, parsed, application).problems
  if (!parsed) return [...unset, composeProblem(model.text, { composeFile, envFile, env: env.text }, server)]
  return [
    ...unset,
    ...optionNames(parsed, composeFile),
    ...answeringServices(application).flatMap(name => serviceProblem(parsed, name)),
  ]
}

/** What is unwise about the compose file, and what of it is not applied. */
export function composeWarnings(
  results: QueryResults,
  { application }: Pick<DeployInputs, 'application'>,
): string[] {
  const model = modelIn(results)
  return [
    ...unsetVariables(results, model, application).warnings,
    ...filesNotApplied(results, application),
    ...(model ? writableMounts(model, application) : []),
  ]
}

/** What docker compose by hand would read as well, and a deployment does not. */
function filesNotApplied(
  results: QueryResults,
  { composeFile, envFile }: Pick<DeployInputs['application'], 'composeFile' | 'envFile'>,
): string[] {
  const overrides = linesOf(results.overrides).map(
    name =>
      `${name} on the server is not applied: deployments read ${composeFile} alone. Move what it sets there`,
  )
  const env = results.env?.text ?? ''
  const files = (envValue(env, 'COMPOSE_FILE') ?? '')
    .split(envValue(env, 'COMPOSE_PATH_SEPARATOR') ?? ':')
    .filter(name => name !== '' && name !== composeFile)
  if (files.length === 0) return overrides
  return [
    ...overrides,
    `COMPOSE_FILE in ${envFile} names ${files.join(', ')}, which is not applied: deployments read ${composeFile} alone. Move what it sets there`,
  ]
}

/** Compose would take such a name for one of its options. */
const optionNames = (model: ComposeModel, composeFile: string): string[] =>
  Object.keys(model.services)
    .filter(name => name.startsWith('-'))
    .map(name => `service "${name}" begins with "-", like an option of compose. Rename it in ${composeFile}`)

function serviceProblem(model: ComposeModel, service: string): string[] {
  try {
    publishedPort(model, service)
    return []
  } catch (cause) {
    if (cause instanceof UserError) return [...cause.problems]
    throw cause
  }
}
