import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { artifactTexts } from '../actions/artifact-files.ts'
import { messageOf } from '../errors.ts'
import type { ReplaceInput } from '../plan/calls.ts'
import { groupOf } from '../plan/concurrency.ts'
import { createCanceller } from './canceller.ts'
import type { Conclusion, Listener } from './context/events.ts'
import { maskToken } from './context/token.ts'
import { runFrame } from './frame.ts'
import { createSlots } from './jobs/slots.ts'
import { createLog } from './log/log.ts'
import { createMasker, type Masker } from './log/masker.ts'
import type { EarlierAttempt, RunOptions, RunResult } from './options.ts'
import { type Plan, planRun } from './plan.ts'
import type { Frame, Run } from './state.ts'

/** GitHub ends everything five minutes after a cancellation (docs, "Canceling a workflow run"). */
const cancellationLimit = 5 * 60_000

const MAX_CONCURRENT_JOBS = 4

/** Runs one workflow file like GitHub. @throws UserError for unsupported features, before anything runs */
export async function runWorkflow(options: RunOptions): Promise<RunResult> {
  const started = Date.now()
  const plan = await planRun(options)
  const run = createRun(options, plan)
  const stop = followSignal(run, options)
  try {
    const frame = rootFrame(run, plan, options.rerun)
    const { workflow, event } = plan
    await run.listener({ type: 'run-started', workflow: workflow.name, event, runId: plan.run.id })
    await runFrame(frame)
    const conclusion = conclusionOf(frame)
    await run.listener({ type: 'run-finished', conclusion, seconds: (Date.now() - started) / 1000 })
    const { jobs, log, summaries, annotations, failures } = run
    const artifacts = artifactTexts(run.folder)
    return { conclusion, run: plan.run, jobs, log: log.text(), summaries, annotations, failures, artifacts }
  } finally {
    stop()
    removeFolder(run.folder)
  }
}

/** A container can leave files of another user behind, which must not lose the result of the run. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch (error) {
    process.emitWarning(`The folder of the run could not be removed: ${messageOf(error)}`)
  }
}

function createRun(options: RunOptions, { checkout, repositories, secrets }: Plan): Run {
  const masker: Masker = createMasker()
  for (const secret of Object.values(secrets)) masker.add(secret.trim())
  maskToken(masker, secrets.GITHUB_TOKEN ?? '')
  const listener: Listener = options.on ?? (() => {})
  return {
    listener,
    masker,
    log: createLog(masker, listener),
    slots: createSlots(MAX_CONCURRENT_JOBS),
    canceller: createCanceller(),
    killer: createCanceller(),
    repositories,
    checkout,
    vars: options.vars ?? {},
    env: options.env ?? {},
    replaceInput: replacement(options.calledInputs),
    protectedEnvironments: new Set(options.protectedEnvironments?.map(name => name.toLowerCase())),
    folder: mkdtempSync(join(options.workspace ?? tmpdir(), 'tsh-workflow-')),
    debug: [options.secrets, options.vars].some(values => values?.ACTIONS_STEP_DEBUG === 'true'),
    minute: options.milliseconds?.minute ?? 60_000,
    cancellationLimit: options.milliseconds?.cancellationLimit ?? cancellationLimit,
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
  { workflow, github, inputs, secrets }: Plan,
  earlier: EarlierAttempt | undefined,
): Frame {
  const contexts = { github, inputs, vars: run.vars }
  const name = groupOf(workflow.concurrency, { file: workflow.source.path, contexts, functions: [] })
  return {
    run,
    workflow,
    github,
    inputs,
    secrets,
    granted: undefined,
    prefix: { id: '', name: '' },
    held: name ? [{ name, holder: 'top level workflow' }] : [],
    canceller: run.canceller,
    outcomes: new Map(),
    earlier,
  }
}

function followSignal(run: Run, options: RunOptions): () => void {
  let timer: NodeJS.Timeout | undefined
  run.canceller.onCancel(() => {
    timer = setTimeout(() => run.killer.cancel('The cancellation took too long'), run.cancellationLimit)
  })
  const cancel = (): void => run.canceller.cancel('The run was canceled')
  options.signal?.addEventListener('abort', cancel)
  if (options.signal?.aborted) cancel()
  return () => {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', cancel)
  }
}

/** A cancelled run is cancelled regardless of its jobs; otherwise one failed job fails it. */
function conclusionOf(frame: Frame): Conclusion {
  const results = [...frame.outcomes.values()].map(job => job.result)
  if (frame.canceller.cancelled) return 'cancelled'
  if (results.includes('failure')) return 'failure'
  return results.includes('cancelled') ? 'cancelled' : 'success'
}
