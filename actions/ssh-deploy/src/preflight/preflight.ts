import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { orphans } from '../containers/orphans.ts'
import { renamedServices } from '../containers/third-party-services.ts'
import type { DeployInputs } from '../inputs.ts'
import type { Replies } from '../replies.ts'
import { checkoutProblems } from './checkout.ts'
import { composeProblems, composeWarnings, modelBefore, modelIn } from './compose.ts'
import { diskProblems } from './disk.ts'
import { dockerWarnings } from './docker-client.ts'
import { envProblems, envWarnings } from './env.ts'
import { forwardingProblems } from './forwarding.ts'
import { imagesInBuild, incomingImages } from './images.ts'
import { proxyProblems } from './proxy.ts'
import { askServer } from './questions.ts'
import { maskSecrets, secretProblems, secretWarnings } from './secrets.ts'
import { serverProblems } from './server.ts'
import { containerNameProblems } from './services/container-names.ts'
import { networkProblems, networkWarnings } from './services/networks.ts'
import { portProblems } from './services/ports.ts'
import { startedServices } from './services/started-services.ts'

/**
 * Looks at everything that a deployment will need, before anything is changed.
 * @returns what the server said
 * @throws UserError with all that is wrong, not only the first
 */
export async function preflight(inputs: DeployInputs, remote: Remote): Promise<Replies> {
  const start = Date.now()
  const replies = await askServer(remote, inputs)
  const model = modelIn(replies)
  const { images, problems: imageProblems } = model ? imagesInBuild(model, inputs) : NO_IMAGES
  const unmasked = maskSecrets(replies, inputs, images)
  const { envFile } = inputs.application
  const models = model && { model, before: modelBefore(replies) }
  const problems = [
    ...serverProblems(replies, inputs, { server: remote.name, between: [start, Date.now()] }),
    ...checkoutProblems(replies, inputs, remote.name),
    ...envProblems(replies, remote.name, envFile),
    ...composeProblems(replies, inputs, remote.name),
    ...imageProblems,
    ...secretProblems(replies, inputs),
    ...(models ? networkProblems(replies, models, remote.name) : []),
    ...(models ? renamedServices(replies, inputs.application, models) : []),
    ...(model ? await forwardingProblems(remote, inputs, model) : []),
    ...takenByOthers(replies, remote.name, inputs),
    ...(await proxyProblems(remote, inputs.application, model)),
    ...diskProblems(replies, remote.name, await incomingImages(model, inputs)),
  ]
  const left = model ? orphans(replies, model) : []
  if (left.length > 0)
    log.warning(
      `still running, though ${inputs.application.composeFile} has no such service any more: ${left.join(', ')}. Remove them with "docker rm --force" when they are not needed`,
      'ssh-deploy',
    )
  const warnings = [
    ...dockerWarnings(replies, remote.name),
    ...envWarnings(replies, envFile),
    ...secretWarnings(unmasked, envFile),
    ...composeWarnings(replies, inputs),
    ...(models ? networkWarnings(replies, models) : []),
  ]
  for (const warning of warnings) log.warning(warning, 'ssh-deploy')
  if (problems.length > 0) throw new UserError(problems)
  const { engine, compose } = replies
  log.info(`Looked at ${remote.name}: docker ${engine?.text}, compose ${compose?.text}; nothing is missing`)
  return replies
}

const NO_IMAGES = { images: [], problems: [] }

/** Ports and names of containers that something else has. */
function takenByOthers(
  replies: Replies,
  server: string,
  { application, handoverPort }: DeployInputs,
): string[] {
  const model = modelIn(replies)
  if (!model) return []
  const { started } = startedServices(replies, model, application)
  return [
    ...portProblems(replies, server, model, { services: started, handoverPort }),
    ...containerNameProblems(replies, server, model, started),
  ]
}
