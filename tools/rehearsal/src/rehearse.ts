import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Consumer,
  ensureBaseImages,
  ensureEngine,
  health,
  type Load,
  orders,
  planSeed,
  prepareRepository,
  publish,
  type Repository,
  readConsumer,
  type Sandbox,
  type SeedPlan,
  seedServer,
  startLoad,
  startSandbox,
  templateKey,
  watchProcesses,
} from '@tsh/sandbox'
import { siteHost } from '@tsh/sandbox/consumer/public-site'
import { branchesOf } from '@tsh/sandbox/consumer/settings'
import { branchName, sandboxNames, wordValues } from '@tsh/sandbox/hostile/hostile'
import type { Log } from '@tsh/sandbox/machine/progress'
import { softwareVersions, versionsText } from '@tsh/sandbox/sandbox/versions'
import { branches } from '@tsh/sandbox/seed/repository'
import { pointAtSandbox } from '@tsh/sandbox/seed/sandbox-settings'
import { secretsInCommands } from '@tsh/sandbox/seed/secret-values'
import { addDeployment, addStatus } from '@tsh/sandbox/services/github-deployments'
import type { GithubState } from '@tsh/sandbox/services/github-state'
import { makeStrict } from '@tsh/sandbox/strictness/make-strict'
import { withoutCheckout } from '@tsh/sandbox/strictness/properties'
import type { RunEvent } from '@tsh/workflow-runner'
import type { Arguments } from './arguments.ts'
import { conclude, type Evidence } from './conclude.ts'
import { type Failure, failureOf, requireNginx } from './failures/failure.ts'
import { freezeActions, runPipeline } from './pipeline.ts'
import { setUpServer } from './set-up-server.ts'
import { shortName, Timeline } from './timeline.ts'
import { databaseContainers, querySite } from './verify.ts'

export interface Watcher {
  log: Log
  /** The site is up and the run starts. */
  running: (load: Load) => void
  event: (event: RunEvent) => void
}

/** Requests of visitors per second, enough to detect a switch that loses requests. */
const REQUESTS_PER_SECOND = 150

/** Prepares a sandbox, runs the deployment in it under load, and collects the outcome. */
export async function rehearse(
  options: Arguments,
  watcher: Watcher,
  requestsPerSecond = REQUESTS_PER_SECOND,
): Promise<Evidence> {
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'tsh-rehearsal-'))
  try {
    await ensureEngine(watcher.log)
    const prepared = await prepare(options, folder, watcher.log)
    const { sandbox, repository } = await start(options, prepared, watcher.log)
    try {
      const preparation = (performance.now() - startedAt) / 1000
      const rehearsal = { ...prepared, repository, sandbox, preparation }
      return await runUnderLoad(options, rehearsal, watcher, requestsPerSecond)
    } finally {
      if (!options.keep) watcher.log('Removing the sandbox …')
      await sandbox.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Prepared {
  repository: Repository
  consumer: Consumer
  plan: SeedPlan
  failure: Failure | undefined
  /** A copy of the released actions. */
  actions: string
}

async function prepare(options: Arguments, folder: string, log: Log): Promise<Prepared> {
  const { environment, fail } = options
  const actions = freezeActions(folder)
  let failure: Failure | undefined
  const branch = (directory: string, name: string): string => {
    const [usual = branches[environment]] = branchesOf(directory, name, environment)
    return branchName(usual, options.hostile)
  }
  const change = async (directory: string, name: string) => {
    const consumer = readConsumer(directory, name, environment)
    failure = fail && failureOf(fail, environment, consumer.slots)
    await failure?.change?.(directory, consumer)
  }
  const needed = (directory: string, name: string): string[] => {
    const { settingsFile, workflow, envFile } = readConsumer(directory, name, environment)
    return [settingsFile, workflow, `${envFile}.example`]
  }
  const { uncommitted, fresh: startsEmpty } = options
  const prepared = { folder, branch, change, needed, startsEmpty, uncommitted, log }
  const repository = await prepareRepository(options.repository, environment, prepared)
  const consumer = readConsumer(repository.directory, repository.name, environment)
  // The env file of an empty server comes from the commit that is deployed.
  const seeded = startsEmpty ? { ...repository, old: repository.new } : repository
  const plan = await planSeed(seeded, consumer, folder, wordValues(consumer, options.hostile))
  if (fail) requireNginx(fail, plan)
  const shown = secretsInCommands(plan.model, plan.secrets).length
  if (shown > 0)
    log(
      `The compose file shows ${shown} secrets in commands or health checks, which every user of a server can read`,
    )
  await ensureBaseImages(plan.baseImages, log)
  return { repository, consumer, plan, failure, actions }
}

async function start(
  options: Arguments,
  prepared: Prepared,
  log: Log,
): Promise<Pick<RehearsalRun, 'sandbox' | 'repository'>> {
  const { repository: original, consumer, plan, failure } = prepared
  log('Starting the sandbox: server, registry, S3, Telegram, GitHub …')
  const { engine: generation, fresh, strict, keep } = options
  const sandbox = await startSandbox({
    ...{ user: consumer.user, baseImages: plan.baseImages, keep, generation, log },
    names: sandboxNames(consumer),
    ...(fresh ? {} : { template: await templateKey(plan, consumer, original.old, generation) }),
  })
  log(`Sandbox versions: ${versionsText(await softwareVersions(sandbox))}`)
  try {
    const repository = await pointAtSandbox(original, consumer, sandbox, failure?.settings)
    // The images of the new version carry its commit, which is unique to this run.
    sandbox.forgetTags(repository.new.slice(0, 7))
    await publish(repository, sandbox.git.folder)
    if (fresh) sandbox.secrets.push(...plan.secrets)
    else {
      await seedServer(sandbox, consumer, plan, log)
      listAsLive(sandbox.github.state, repository, consumer)
    }
    const properties = fresh ? withoutCheckout(strict) : strict
    if (properties.length) log(`Applying strict properties: ${properties.join(', ')} …`)
    await makeStrict(sandbox.server.exec, consumer, properties)
    if (fresh) await setUpServer({ ...prepared, repository, sandbox }, log)
    return { sandbox, repository }
  } catch (error) {
    await sandbox.stop()
    throw error
  }
}

/** The deployment that GitHub lists before the rehearsal. */
function listAsLive(state: GithubState, { old, branch }: Repository, { environment }: Consumer): void {
  const deployment = addDeployment(state, { sha: old, ref: branch, environment })
  addStatus(state, deployment, { state: 'success' })
}

export interface RehearsalRun extends Prepared {
  sandbox: Sandbox
  preparation: number
}

async function runUnderLoad(
  options: Arguments,
  run: RehearsalRun,
  watcher: Watcher,
  perSecond: number,
): Promise<Evidence> {
  const { sandbox, consumer, plan, failure } = run
  const [before, databases] = await Promise.all([
    querySite(sandbox, consumer),
    databaseContainers(sandbox, plan),
  ])
  const processes = watchProcesses(watcher.log)
  const load = await startLoad(sandbox.publicUrl, {
    ...(options.repository ? health : orders),
    host: siteHost(consumer.url, sandbox.publicUrl),
    ...{ perSecond, startsEmpty: options.fresh },
  })
  const loadStartedAt = performance.now()
  watcher.running(load)
  // A second of traffic before the run is the baseline.
  await new Promise(resolve => setTimeout(resolve, 1000))
  const lead = (performance.now() - loadStartedAt) / 1000
  const timeline = new Timeline()
  const on = async (event: RunEvent) => {
    // The calling job only wraps the stages.
    if ('job' in event && event.job === consumer.job) return
    timeline.add(event)
    watcher.event(event)
    if (event.type === 'job-started') await failure?.before?.[shortName(event.job)]?.(run)
  }
  try {
    const stop = new AbortController()
    const running = runPipeline({ ...run, on, signal: stop.signal })
    sandbox.beforeInterrupt(() => {
      stop.abort()
      return running
    })
    const result = await running
    const seconds = timeline.now
    await new Promise(resolve => setTimeout(resolve, 1000))
    const traffic = await load.stop()
    const captured = processes.stop()
    return await conclude(options, run, {
      before,
      databases,
      result,
      timeline,
      traffic,
      lead,
      seconds,
      captured,
    })
  } finally {
    processes.stop()
    await load.stop()
  }
}
