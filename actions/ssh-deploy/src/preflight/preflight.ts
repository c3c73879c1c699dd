import { log, UserError } from '@tsh/action'
import { type CommitBundle, composeNames } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { QueryResults } from '@tsh/server-query'
import { orphans } from '../containers/orphans.ts'
import { renamedServices } from '../containers/third-party-services.ts'
import type { DeployInputs } from '../inputs.ts'
import { checkoutProblems } from './checkout.ts'
import { composeProblems, composeWarnings, modelBefore, modelIn } from './compose.ts'
import { diskProblems } from './disk.ts'
import { dockerWarnings } from './docker-client.ts'
import { envProblems, envWarnings } from './env.ts'
import { forwardingProblems } from './forwarding.ts'
import { imagesInBuild, incomingImages } from './images.ts'
import { proxyProblems } from './proxy.ts'
import { queryServer } from './query-server.ts'
import { maskSecrets, secretProblems, secretWarnings } from './secrets.ts'
import { serverProblems } from './server.ts'
import { containerNameProblems } from './services/container-names.ts'
import { networkProblems, networkWarnings } from './services/networks.ts'
import { portProblems } from './services/ports.ts'
import { startedServices } from './services/started-services.ts'

/**
 * Checks everything that a deployment needs, before anything is changed.
 * @param commit the commit if it has to be transferred
 * @returns the results of the queries on the server
 * @throws UserError with all problems, not only the first
 */
export async function preflight(
  inputs: DeployInputs,
  remote: Remote,
  commit?: CommitBundle,
): Promise<QueryResults> {
  const start = Date.now()
  const results = await queryServer(remote, inputs, commit)
  const model = modelIn(results)
  const { images, problems: imageProblems } = model ? imagesInBuild(model, inputs) : NO_IMAGES
  const unmasked = maskSecrets(results, inputs, images)
  const { envFile } = inputs.application
  const models = model && { model, before: modelBefore(results) }
  const problems = [
    ...serverProblems(results, inputs, { server: remote.name, between: [start, Date.now()] }),
    ...checkoutProblems(results, inputs, remote.name),
    ...envProblems(results, remote.name, envFile),
    ...composeProblems(results, inputs, remote.name),
    ...imageProblems,
    ...secretProblems(results, inputs),
    ...(models ? networkProblems(results, models, remote.name) : []),
    ...(models ? renamedServices(results, inputs.application, models) : []),
    ...(model ? await forwardingProblems(remote, inputs, model) : []),
    ...conflictProblems(results, remote.name, inputs),
    ...(await proxyProblems(remote, inputs.application, model)),
    ...diskProblems(results, remote.name, await incomingImages(model, inputs)),
  ]
  const left = model ? orphans(results, model) : []
  if (left.length > 0)
    log.warning(
      `orphan containers of services that are no longer in ${composeNames(inputs.application)}: ${left.join(', ')}. Remove them with "docker rm --force" if they are not needed`,
      'ssh-deploy',
    )
  const warnings = [
    ...dockerWarnings(results, remote.name),
    ...envWarnings(results, envFile),
    ...secretWarnings(unmasked, envFile),
    ...composeWarnings(results, inputs),
    ...(models ? networkWarnings(results, models) : []),
  ]
  for (const warning of warnings) log.warning(warning, 'ssh-deploy')
  if (problems.length > 0) throw new UserError(problems)
  const { engine, compose } = results
  log.info(`Preflight checks passed on ${remote.name} (docker ${engine?.text}, compose ${compose?.text})`)
  return results
}

const NO_IMAGES = { images: [], problems: [] }

/** Ports and container names that something else uses. */
function conflictProblems(
  results: QueryResults,
  server: string,
  { application, handoverPort }: DeployInputs,
): string[] {
  const model = modelIn(results)
  if (!model) return []
  const { started } = startedServices(results, model, application.placement)
  return [
    ...portProblems(results, server, model, { services: started, handoverPort }),
    ...containerNameProblems(results, server, model, started),
  ]
}
