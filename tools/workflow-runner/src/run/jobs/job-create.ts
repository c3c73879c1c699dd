import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { messageOf } from '../../errors.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { evaluate, evaluateTexts } from '../../expressions/template.ts'
import type { JobDefinition } from '../../plan/definition.ts'
import { tokenScopes } from '../../plan/permissions.ts'
import { labelProblem } from '../../plan/runs-on.ts'
import { type Canceller, createCanceller } from '../canceller.ts'
import { jobToken, maskToken } from '../context/token.ts'
import type { Frame, Job } from '../state.ts'

export interface JobPlan {
  frame: Frame
  definition: JobDefinition
  id: string
  name: string
  /** The scope of the job's own keys: github, inputs, vars, needs, strategy, matrix. */
  scope: Scope
  canceller: Canceller
}

/** Creates a job with its folders and contexts, before anything exists on disk. */
export function createJob({ frame, definition, id, name, scope }: JobPlan): Job {
  const root = join(frame.run.folder, 'jobs', randomBytes(6).toString('hex'))
  const repository = String(frame.github.repository).split('/')[1] ?? 'repository'
  const folders = {
    root,
    workspace: join(root, 'work', repository, repository),
    temp: join(root, 'work', '_temp'),
    tools: join(root, 'tools'),
  }
  return {
    frame,
    definition,
    id,
    name,
    folders,
    status: 'success',
    canceller: createCanceller(),
    killer: createCanceller(frame.run.killer),
    contexts: {
      ...scope.contexts,
      ...ownContexts(frame, definition, folders, scope),
    },
    env: {},
    path: [],
    steps: {},
    tracking: { name: 'RUNNER_TRACKING_ID', value: `github_${randomUUID()}` },
    post: [],
  }
}

function ownContexts(
  frame: Frame,
  definition: JobDefinition,
  folders: Job['folders'],
  scope: Scope,
): Record<string, unknown> {
  const { source } = frame.workflow
  const token = tokenOf(frame, definition)
  return {
    secrets: { ...frame.secrets, GITHUB_TOKEN: token },
    github: {
      ...(scope.contexts.github as object),
      token,
      job: definition.id,
      workspace: folders.workspace,
      event_path: join(folders.temp, '_github_workflow', 'event.json'),
    },
    runner: {
      os: 'Linux',
      arch: arch() === 'arm64' ? 'ARM64' : 'X64',
      name: 'Local Runner',
      environment: 'github-hosted',
      temp: folders.temp,
      tool_cache: folders.tools,
      workspace: join(folders.workspace, '..'),
      ...(frame.run.debug && { debug: '1' }),
    },
    job: {
      status: 'success',
      workflow_ref: `${source.repository}/${source.path}@${source.ref}`,
      workflow_sha: frame.github.workflow_sha,
      workflow_repository: source.repository,
      workflow_file_path: source.path,
    },
  }
}

function tokenOf({ run, workflow, granted }: Frame, definition: JobDefinition): string {
  const token = jobToken(tokenScopes(definition, workflow, granted))
  maskToken(run.masker, token)
  return token
}

/** Prepares folders, environment and labels; an error fails the job before its first step. */
export function prepareJob(job: Job, plan: JobPlan): void {
  const { frame, definition } = job
  for (const folder of [job.folders.workspace, job.folders.temp, job.folders.tools])
    mkdirSync(folder, { recursive: true })
  const github = job.contexts.github as { event_path: string; event: unknown; token: string }
  mkdirSync(join(job.folders.temp, '_github_workflow'), { recursive: true })
  writeFileSync(github.event_path, JSON.stringify(github.event, undefined, 2))
  const { contexts } = plan.scope
  const own = {
    github: { ...(contexts.github as object), token: github.token },
    secrets: job.contexts.secrets,
  }
  const scope = { ...plan.scope, contexts: { ...contexts, ...own } }
  Object.assign(job.env, evaluateTexts(frame.workflow.env, scope), evaluateTexts(definition.env, scope))
  const labels = [evaluate(definition.runsOn, plan.scope)].flat()
  const problem = labels.map(label => labelProblem(String(label))).find(text => text !== undefined)
  if (problem) throw new UserError(problem)
}

export function removeJob(job: Job): void {
  try {
    rmSync(job.folders.root, { recursive: true, force: true, maxRetries: 3 })
  } catch (error) {
    job.frame.run.log.write(
      job.id,
      '',
      `##[warning]The folders of the job could not be removed: ${messageOf(error)}`,
    )
  }
}
