import { type CommitBundle, hasSlots, maskEnvFile } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { formatBytes, parseDiskSpace, type QueryResults } from '@tsh/server-query'
import { type Check, check, skipped } from '../checks/check.ts'
import { composeFileCheck } from '../checks/compose-file.ts'
import { envFileCheck } from '../checks/env-file.ts'
import { type EnvUpdate, planEnvUpdate } from '../env-file/env-update.ts'
import type { DeployInputs } from '../inputs.ts'
import { checkoutProblems } from './checkout.ts'
import { modelBefore, modelIn } from './compose.ts'
import { diskProblems } from './disk.ts'
import { dockerWarnings } from './docker-client.ts'
import { standardFindings } from './env/standard-findings.ts'
import { forwardingProblems } from './forwarding.ts'
import { imagesInBuild, incomingImages } from './images.ts'
import { proxyProblems } from './proxy.ts'
import { queryServer } from './query-server.ts'
import { maskSecrets } from './secrets.ts'
import { engineProblems, hostProblems, repositoryProblems } from './server.ts'
import { containerNameProblems } from './services/container-names.ts'
import { portProblems } from './services/ports.ts'
import { projectNameProblems } from './services/project-name.ts'
import { startedServices } from './services/started-services.ts'

export interface Inspection {
  results: QueryResults
  /** How the env file changes. */
  envUpdate: EnvUpdate | undefined
  checks: Check[]
}

/**
 * Checks the server for a deployment and changes nothing.
 * @param commit the commit if it has to be transferred
 */
export async function inspectServer(
  inputs: DeployInputs,
  remote: Remote,
  commit?: CommitBundle,
): Promise<Inspection> {
  const start = Date.now()
  const envUpdate = await planEnvUpdate(inputs, remote)
  const found = await queryServer(remote, inputs, { commit, env: envUpdate?.text })
  const between = [start, Date.now()] as const
  const results = withEnv(found, envUpdate)
  const model = modelIn(results)
  const { images, problems: imageProblems } = model ? imagesInBuild(model, inputs) : NO_IMAGES
  const unmasked = maskSecrets(results, inputs, images)
  // Running containers still have the old values.
  if (envUpdate) maskEnvFile(found.env?.text ?? '', inputs.application.envFile)
  const { application } = inputs
  const { path, envFile } = application
  const { name } = remote
  const models = model && { model, before: modelBefore(results) }
  const checks = [
    check('Server', { found: 'clock and tools', problems: hostProblems(results, name, between) }),
    check('Docker and Compose', {
      found: `Docker ${results.engine?.text}, Compose ${results.compose?.text}`,
      problems: engineProblems(results, name, path),
      warnings: dockerWarnings(results, name),
    }),
    check('Checkout', {
      found: path,
      problems: [...repositoryProblems(results, inputs, name), ...checkoutProblems(results, inputs, name)],
    }),
    envFileCheck(results, inputs, { server: name, envUpdate, unmasked }),
    check('Deployment standard', { found: envFile, ...(await standardFindings(results, inputs)) }),
    composeFileCheck(results, inputs, { server: name, imageProblems, models }),
    check('Ports and names', { found: 'free', problems: conflictProblems(results, name, inputs) }),
    check('Port forwarding', {
      found: 'allowed',
      problems: model ? await forwardingProblems(remote, inputs, model) : [],
    }),
    hasSlots(application)
      ? check('Proxy', {
          found: `configuration, header and ports of ${application.placement.slots.join(' and ')}`,
          problems: await proxyProblems(remote, application, model),
        })
      : skipped('Proxy', 'the service has no slots'),
    check('Disk', {
      found: freeSpace(results),
      problems: diskProblems(results, name, await incomingImages(model, inputs)),
    }),
  ]
  return { results, envUpdate, checks: model ? checks : withoutModel(checks) }
}

/** The results with the env file as it will be. */
const withEnv = (results: QueryResults, update: EnvUpdate | undefined): QueryResults =>
  results.env && update ? { ...results, env: { ...results.env, text: update.text } } : results

const NO_IMAGES = { images: [], problems: [] }

/** Checks that need the compose file. */
const NEED_MODEL = ['Deployment standard', 'Ports and names', 'Port forwarding', 'Proxy']

const withoutModel = (checks: readonly Check[]): Check[] =>
  checks.map(one => (NEED_MODEL.includes(one.name) ? skipped(one.name, 'the compose file is unknown') : one))

const freeSpace = ({ disk }: QueryResults): string =>
  [...new Map(parseDiskSpace(disk?.text ?? '').map(({ mount, freeBytes }) => [mount, freeBytes]))]
    .map(([mount, bytes]) => `${formatBytes(bytes)} free on ${mount}`)
    .join(', ')

/** Ports and container names that something else uses. */
function conflictProblems(
  results: QueryResults,
  server: string,
  { application, handoverPort }: DeployInputs,
): string[] {
  const model = modelIn(results)
  if (!model) return []
  const { started } = startedServices(results, model, application)
  return [
    ...portProblems(results, server, model, { services: started, handoverPort }),
    ...containerNameProblems(results, server, model, started),
    ...projectNameProblems(results, server, model),
  ]
}
