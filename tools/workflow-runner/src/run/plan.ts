import { resolve } from 'node:path'
import { UserError } from '@tsh/action'
import type { InputValue } from '../plan/calls.ts'
import type { WorkflowDefinition } from '../plan/definition.ts'
import { chooseEvent, runInputs } from '../plan/events.ts'
import { loadWorkflow } from '../plan/load.ts'
import { sourceOf } from '../plan/source.ts'
import { payloadProblem } from './context/event-payload.ts'
import { githubContext, repositoryFacts } from './context/github-context.ts'
import { identityOf, type RunIdentity } from './context/identity.ts'
import { jobToken } from './context/token.ts'
import type { RunOptions } from './options.ts'
import { rerunProblem } from './rerun.ts'
import type { Run } from './state.ts'

/** Everything that is determined before a run starts. */
export interface Plan {
  workflow: WorkflowDefinition
  run: RunIdentity
  event: string
  github: Record<string, unknown>
  inputs: Record<string, InputValue>
  secrets: Record<string, string>
  repositories: Run['repositories']
  checkout: Run['checkout']
}

/** Reads the workflow with all called workflows, and validates it, its event, inputs and secrets. */
export async function planRun(options: RunOptions): Promise<Plan> {
  const { inputs: given = {}, event: triggering = {} } = options.rerun?.run ?? options
  const directory = resolve(options.repository)
  const facts = await repositoryFacts(directory, triggering)
  const source = await sourceOf(resolve(options.file), directory, facts)
  refuse(source.path, options.rerun && rerunProblem(options.rerun, source))
  const repositories = repositoriesOf({ [facts.repository]: source.root, ...options.repositories })
  const workflow = await loadWorkflow(source, {
    repositories,
    called: new Set(),
    workspaceSource: directory,
  })
  const event = chooseEvent(workflow, triggering.name, Object.keys(given).length > 0)
  const inputs = runInputs(workflow, event, given)
  const secrets = { ...options.secrets, GITHUB_TOKEN: jobToken() }
  checkSecrets(workflow, event, secrets)
  const payload = {
    ...(Object.keys(inputs.texts).length && { inputs: inputs.texts }),
    ...triggering.payload,
  }
  refuse(source.path, payloadProblem(event, payload))
  const run = identityOf(options, { path: source.path, event }, facts)
  const github = githubContext({
    facts,
    event: { ...triggering, name: event, payload },
    workflow: { name: workflow.name, path: source.path, schedule: workflow.schedules[0] },
    env: options.env ?? {},
    run,
  })
  return {
    workflow,
    run,
    event,
    github: { ...github, token: secrets.GITHUB_TOKEN },
    inputs: inputs.values,
    secrets,
    repositories,
    checkout: { directory, repository: facts.repository, sha: facts.sha },
  }
}

function refuse(path: string, problem: string | undefined): void {
  if (problem) throw new UserError(`${path}: ${problem}`)
}

/** Names of repositories are case-insensitive. */
function repositoriesOf(folders: Record<string, string>): Run['repositories'] {
  return new Map(Object.entries(folders).map(([name, folder]) => [name.toLowerCase(), resolve(folder)]))
}

/** A workflow that can only be called runs as if a caller had passed exactly the given values. */
function checkSecrets(workflow: WorkflowDefinition, event: string, secrets: Record<string, string>): void {
  if (event !== 'workflow_call') return
  const missing = workflow.callSecrets.filter(secret => secret.required && secrets[secret.name] === undefined)
  if (missing.length)
    throw new UserError(
      missing
        .map(secret => `${workflow.source.path}: Secret ${secret.name} is required, but not provided.`)
        .join('\n'),
    )
}
