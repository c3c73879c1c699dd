import { type ComposeModel, composeNames, missingResources } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { orphans } from '../containers/orphans.ts'
import { renamedServices } from '../containers/third-party-services.ts'
import type { DeployInputs } from '../inputs.ts'
import { composeProblems, composeWarnings, type modelBefore } from '../preflight/compose.ts'
import { networkProblems, networkWarnings } from '../preflight/services/networks.ts'
import { type Check, check } from './check.ts'

interface ComposeFacts {
  /** Name of the server in messages. */
  server: string
  imageProblems: readonly string[]
  /** The model of the commit and that of the checkout; undefined when the compose file is not valid. */
  models: { model: ComposeModel; before: ReturnType<typeof modelBefore> } | undefined
}

/** Whether the compose file of the commit can be deployed on the server. */
export function composeFileCheck(
  results: QueryResults,
  inputs: DeployInputs,
  { server, imageProblems, models }: ComposeFacts,
): Check {
  const { application } = inputs
  return check('Compose file', {
    found: composeNames(application),
    problems: [
      ...composeProblems(results, inputs, server),
      ...imageProblems,
      ...(models ? networkProblems(results, models, server) : []),
      ...(models ? missingResources(models.model, application, results, server) : []),
      ...(models ? renamedServices(results, application, models) : []),
    ],
    warnings: [
      ...composeWarnings(results, inputs),
      ...(models ? networkWarnings(results, models) : []),
      ...(models ? orphanWarnings(results, inputs, models.model) : []),
    ],
  })
}

function orphanWarnings(results: QueryResults, { application }: DeployInputs, model: ComposeModel): string[] {
  const left = orphans(results, model)
  if (left.length === 0) return []
  const profiles = application.profiles ? ', or of no profile in "compose-profiles"' : ''
  return [
    `orphan containers of services that are no longer in ${composeNames(application)}${profiles}: ${left.join(', ')}. Remove them with "docker rm --force" if they are not needed`,
  ]
}
