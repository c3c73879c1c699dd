import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import { messageOf, UserError } from '../errors.ts'
import type { Scope } from '../expressions/evaluate.ts'
import { evaluate, evaluateCondition, evaluateNumber, evaluateTexts } from '../expressions/template.ts'
import type { JobDefinition } from '../plan/definition.ts'
import { labelProblem } from '../plan/refusals.ts'
import { runPreSteps } from '../steps/post.ts'
import { jobHost, runStep } from '../steps/run-step.ts'
import { type Canceller, createCanceller } from './canceller.ts'
import type { JobOutcome, Result } from './events.ts'
import { environmentOf, jobOutputs } from './job-end.ts'
import { killTracked } from './orphans.ts'
import type { Frame, Job } from './state.ts'

export interface JobPlan {
  frame: Frame
  definition: JobDefinition
  id: string
  name: string
  /** What the job's own keys may see: github, inputs, vars, needs, strategy, matrix. */
  scope: Scope
  canceller: Canceller
}

/** GitHub's default for a job: docs, jobs.<job_id>.timeout-minutes. */
const defaultTimeout = 360

/** Runs one job on this machine, in folders of its own that are gone afterwards. */
export async function runJob(plan: JobPlan): Promise<JobOutcome> {
  const { frame, definition } = plan
  const started = Date.now()
  const job = createJob(plan)
  const { run } = frame
  await run.listener({ type: 'job-started', job: job.id, name: job.name })
  const stopListening = listen(job, plan)
  let outputs: Record<string, string> = {}
  try {
    prepare(job, plan)
    await runSteps(job)
    outputs = jobOutputs(job)
  } catch (error) {
    jobError(job, error)
  } finally {
    stopListening()
    killTracked(`${job.tracking.name}=${job.tracking.value}`)
    removeFolder(job)
  }
  const environment = environmentOf(job, plan.scope)
  const result: Result = job.status
  const seconds = (Date.now() - started) / 1000
  await run.listener({
    type: 'job-finished',
    job: job.id,
    name: job.name,
    result,
    outputs,
    seconds,
    ...(environment && { environment }),
  })
  run.jobs[job.id] = { result, outputs }
  run.log.write(job.id, '', `Job ${definition.id} finished: ${result}`)
  return { result, outputs }
}

function createJob({ frame, definition, id, name, scope }: JobPlan): Job {
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
    contexts: {
      ...scope.contexts,
      secrets: frame.secrets,
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
  return {
    github: {
      ...(scope.contexts.github as object),
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

/** Cancels the job with what it belongs to, unless its own `if` still holds (docs, "Canceling a workflow run"). */
function listen(job: Job, plan: JobPlan): () => void {
  const stops = [
    plan.canceller.onCancel(() => {
      if (!evaluateCondition(plan.definition.condition, plan.scope))
        job.canceller.cancel(plan.canceller.reason)
    }),
    job.canceller.onCancel(() => {
      job.status = 'cancelled'
    }),
    job.frame.run.killer.onCancel(() => {
      job.canceller.cancel('killed')
      killTracked(`${job.tracking.name}=${job.tracking.value}`)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Folders, environment, labels: an error here fails the job before its first step. */
function prepare(job: Job, plan: JobPlan): void {
  const { frame, definition } = job
  for (const folder of [job.folders.workspace, job.folders.temp, job.folders.tools])
    mkdirSync(folder, { recursive: true })
  const github = job.contexts.github as { event_path: string; event: unknown }
  mkdirSync(join(job.folders.temp, '_github_workflow'), { recursive: true })
  writeFileSync(github.event_path, JSON.stringify(github.event, undefined, 2))
  const scope = { ...plan.scope, contexts: { ...plan.scope.contexts, secrets: frame.secrets } }
  Object.assign(job.env, evaluateTexts(frame.workflow.env, scope), evaluateTexts(definition.env, scope))
  const labels = [evaluate(definition.runsOn, plan.scope)].flat()
  const problem = labels.map(label => labelProblem(String(label))).find(text => text !== undefined)
  if (problem) throw new UserError(problem)
}

async function runSteps(job: Job): Promise<void> {
  const timer = startTimeout(job)
  try {
    await runPreSteps(job)
    const host = jobHost(job)
    for (const definition of job.definition.steps) {
      if (job.frame.run.killer.cancelled) break
      await runStep(definition, host)
    }
    for (let post = job.post.pop(); post && !job.frame.run.killer.cancelled; post = job.post.pop())
      await post()
  } finally {
    clearTimeout(timer)
  }
}

function startTimeout(job: Job): NodeJS.Timeout {
  const scope: Scope = { file: job.frame.workflow.source.path, contexts: job.contexts, functions: [] }
  const minutes = evaluateNumber(job.definition.timeout, scope) ?? defaultTimeout
  return setTimeout(
    () => {
      jobError(
        job,
        new UserError(
          `The job running on runner Local Runner has exceeded the maximum execution time of ${minutes} minutes.`,
        ),
      )
      job.canceller.cancel('timeout')
    },
    Math.min(minutes * job.frame.run.minute, 2 ** 31 - 1),
  )
}

/** An error of the job as a whole. */
export function jobError(job: Job, error: unknown): void {
  const { run, workflow } = job.frame
  const message = run.masker.mask(messageOf(error))
  run.log.write(job.id, '', `##[error]${message}`)
  if (error instanceof Error && !(error instanceof UserError)) run.log.write(job.id, '', error.stack ?? '')
  run.annotations.push({ job: job.id, step: '', level: 'error', message })
  run.failures.push({ file: workflow.source.path, line: job.definition.line, job: job.id, message })
  if (job.status === 'success') job.status = 'failure'
}

function removeFolder(job: Job): void {
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
