import { UserError } from '@tsh/action'
import type { Workflow } from '@tsh/standard/reading'
import { type DetectedEnvironment, detectEnvironment } from './detect-environment.ts'
import { branchOf } from './environments/branches.ts'
import type { ComposeSet } from './environments/compose-files.ts'
import { environmentOf } from './environments/environments.ts'
import { type EnvironmentName, environmentIn } from './environments/file-words.ts'
import { deploymentReason } from './findings/deployment-reason.ts'
import { pushesTo } from './findings/old-deployments.ts'
import { serverHints } from './findings/server-hints.ts'
import type { GitRepository } from './git-repository.ts'

/** The environments of an application. */
export interface DetectedApplication {
  /** Undefined if the repository has a single application. */
  name?: string
  environments: DetectedEnvironment[]
}

/** @throws UserError when a compose file is not valid */
export function detectApplication(
  repository: GitRepository,
  sets: readonly ComposeSet[],
  workflows: readonly Workflow[],
): DetectedApplication {
  const name = sets[0]?.application
  const environments = sets.map(set => {
    const environment = environmentOf(repository.files, set)
    if (!environment)
      throw new UserError(
        `${set.files.join(', ')} is not a valid compose file. Check it with "docker compose config"`,
      )
    const hints = serverHints(workflows.filter(workflow => deploysTo(repository, workflow, set.environment)))
    return detectEnvironment({ repository, environment, workflows, hints })
  })
  return { environments, ...(name === undefined ? {} : { name }) }
}

/** By the name of the workflow, else by its branch. */
function deploysTo(repository: GitRepository, workflow: Workflow, environment: EnvironmentName): boolean {
  if (workflow.jobs.every(job => deploymentReason(workflow, job) === undefined)) return false
  const named = environmentIn(`${workflow.path} ${workflow.name}`.replace(/\bdeploy\w*/gi, ''))
  const staging = branchOf(repository, 'staging')
  const pushed = staging !== undefined && pushesTo(workflow, [staging]).length > 0 ? 'staging' : 'production'
  return (named ?? pushed) === environment
}
