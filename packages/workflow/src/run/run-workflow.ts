import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import type { InputValue, ReplaceInput } from '../plan/calls.ts'
import { groupOf } from '../plan/concurrency.ts'
import type { WorkflowDefinition } from '../plan/definition.ts'
import { chooseEvent, runInputs } from '../plan/events.ts'
import { loadWorkflow } from '../plan/load.ts'
import { sourceOf } from '../plan/source.ts'
import { createCanceller } from './canceller.ts'
import type { Annotation, Conclusion, Failure, JobOutcome, Listener, Summary } from './events.ts'
import { runFrame } from './frame.ts'
import { githubContext, repositoryFacts, type TriggeringEvent } from './github-context.ts'
import { createLog } from './log.ts'
import { createMasker, type Masker } from './masker.ts'
import { createSlots } from './slots.ts'
import type { Frame, Run } from './state.ts'

export interface RunOptions {
  /** The workflow file. */
  file: string
  /** What a checkout of the caller's repository gives: a git repository, or a plain folder. */
  repository: string
  /** Inputs of a manual run. */
  inputs?: Record<string, string>
  secrets?: Record<string, string>
  vars?: Record<string, string>
  event?: TriggeringEvent
  /** Where `uses: owner/name/…@ref` resolves: `owner/name` to a folder. */
  repositories?: Record<string, string>
  /** Replaces inputs of called workflows, by the name they declare. */
  calledInputs?:
    | Record<string, string>
    | ((name: string, callerValue: InputValue | undefined) => string | undefined)
  /** Environment of every step, besides GitHub's own. */
  env?: Record<string, string>
  /** Cancels the run as the button on GitHub does. */
  signal?: AbortSignal
  /** Where the folders of the run are made; the system's folder for temporary files by default. */
  workspace?: string
  /** Told what happens; job and step events are waited for. */
  on?: Listener
  /** How long a minute of `timeout-minutes` is, and when cancellation ends in force; for tests. */
  milliseconds?: { minute?: number; cancellationLimit?: number }
}

export interface RunResult {
  conclusion: Conclusion
  jobs: Record<string, JobOutcome>
  /** Everything that was printed, masked, each line with the id of its job in front. */
  log: string
  summaries: Summary[]
  annotations: Annotation[]
  failures: Failure[]
}

/** GitHub ends everything five minutes after a cancellation (docs, "Canceling a workflow run"). */
const cancellationLimit = 5 * 60_000

/** At most this many jobs at once. */
const parallelJobs = 4

/** Runs one workflow file as GitHub would; refuses with a UserError, before anything runs, what it cannot do. */
export async function runWorkflow(options: RunOptions): Promise<RunResult> {
  const started = Date.now()
  const directory = resolve(options.repository)
  const facts = await repositoryFacts(directory, options.event ?? {})
  const source = await sourceOf(resolve(options.file), directory, facts)
  const repositories = new Map(
    Object.entries({ [facts.repository]: source.root, ...options.repositories }).map(([name, folder]) => [
      name.toLowerCase(),
      resolve(folder),
    ]),
  )
  const workflow = await loadWorkflow(source, { repositories, workspaceSource: directory })
  const name = chooseEvent(workflow, options.event?.name, Object.keys(options.inputs ?? {}).length > 0)
  const inputs = runInputs(workflow, name, options.inputs ?? {})
  const payload = {
    ...(Object.keys(inputs.texts).length && { inputs: inputs.texts }),
    ...options.event?.payload,
  }
  const github = githubContext(
    facts,
    { ...options.event, name, payload },
    { name: workflow.name, path: source.path },
    options.env ?? {},
  )
  const run = createRun(options, { ...facts, directory }, repositories)
  const secrets = { ...options.secrets, GITHUB_TOKEN: `ghs_${randomBytes(18).toString('hex')}` }
  for (const secret of Object.values(secrets)) run.masker.add(secret)
  checkSecrets(workflow, name, secrets)
  const stop = followSignal(run, options)
  try {
    await run.listener({
      type: 'run-started',
      workflow: workflow.name,
      event: name,
      runId: String(github.run_id),
    })
    const frame = rootFrame(run, workflow, { ...github, token: secrets.GITHUB_TOKEN }, inputs.values, secrets)
    await runFrame(frame)
    const conclusion = conclusionOf(frame)
    await run.listener({ type: 'run-finished', conclusion, seconds: (Date.now() - started) / 1000 })
    const { jobs, log, summaries, annotations, failures } = run
    return { conclusion, jobs, log: log.text(), summaries, annotations, failures }
  } finally {
    stop()
    rmSync(run.folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function createRun(options: RunOptions, checkout: Run['checkout'], repositories: Run['repositories']): Run {
  const masker: Masker = createMasker()
  const listener: Listener = options.on ?? (() => {})
  return {
    listener,
    masker,
    log: createLog(masker, listener),
    slots: createSlots(parallelJobs),
    canceller: createCanceller(),
    killer: createCanceller(),
    repositories,
    checkout,
    vars: options.vars ?? {},
    env: options.env ?? {},
    replaceInput: replacement(options.calledInputs),
    folder: mkdtempSync(join(options.workspace ?? tmpdir(), 'tsh-workflow-')),
    debug: [options.secrets, options.vars].some(values => values?.ACTIONS_STEP_DEBUG === 'true'),
    minute: options.milliseconds?.minute ?? 60_000,
    jobs: {},
    failures: [],
    annotations: [],
    summaries: [],
  }
}

function replacement(calledInputs: RunOptions['calledInputs']): ReplaceInput {
  return typeof calledInputs === 'function' ? calledInputs : name => calledInputs?.[name]
}

function rootFrame(
  run: Run,
  workflow: WorkflowDefinition,
  github: Record<string, unknown>,
  inputs: Record<string, unknown>,
  secrets: Record<string, string>,
): Frame {
  const contexts = { github, inputs, vars: run.vars }
  const name = groupOf(workflow.concurrency, { file: workflow.source.path, contexts, functions: [] })
  return {
    run,
    workflow,
    github,
    inputs,
    secrets,
    prefix: { id: '', name: '' },
    held: name ? [{ name, holder: 'top level workflow' }] : [],
    canceller: run.canceller,
    outcomes: new Map(),
  }
}

/** A workflow that can only be called is run as if a caller had passed exactly what was given. */
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

function followSignal(run: Run, options: RunOptions): () => void {
  let timer: NodeJS.Timeout | undefined
  run.canceller.onCancel(() => {
    timer = setTimeout(
      () => run.killer.cancel('The cancellation took too long'),
      options.milliseconds?.cancellationLimit ?? cancellationLimit,
    )
  })
  const cancel = (): void => run.canceller.cancel('The run was canceled')
  options.signal?.addEventListener('abort', cancel)
  if (options.signal?.aborted) cancel()
  return () => {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', cancel)
  }
}

/** A cancelled run is cancelled whatever its jobs came to; else one failed job is enough. */
function conclusionOf(frame: Frame): Conclusion {
  const results = [...frame.outcomes.values()].map(job => job.result)
  if (frame.canceller.cancelled) return 'cancelled'
  if (results.includes('failure')) return 'failure'
  return results.includes('cancelled') ? 'cancelled' : 'success'
}
