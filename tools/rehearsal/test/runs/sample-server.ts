import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { treeInUse } from '@tsh/bundles'
import {
  type Consumer,
  type Environment,
  leaks,
  planSeed,
  prepareRepository,
  publish,
  readConsumer,
  type Sandbox,
  type SeedPlan,
  seedServer,
  startSandbox,
  templateKey,
} from '@tsh/sandbox'
import { sandboxNames } from '@tsh/sandbox/hostile/hostile'
import { pointAtSandbox } from '@tsh/sandbox/seed/sandbox-settings'
import type { RunResult } from '@tsh/workflow-runner'
import { freezeActions, type PipelineOptions, runPipeline } from '../../src/pipeline.ts'

/** The sample's server, on which its workflow files run sequentially. */
export interface SampleServer {
  sandbox: Sandbox
  /** The initial version of the server. */
  old: string
  /** Runs one of the sample's workflow files: manually with inputs, else for a push. Its log must not contain secrets. */
  run(file: string, manual?: Record<string, string>): Promise<RunResult>
  /** Runs one of them on its schedule. */
  runScheduled(file: string): Promise<RunResult>
  /** Re-runs the failed jobs of an earlier run of one. */
  rerun(file: string, earlier: RunResult): Promise<RunResult>
  stop(): Promise<void>
}

/** Prepares a sandbox's server for the first run. */
type Prepare = (sandbox: Sandbox, consumer: Consumer, plan: SeedPlan) => Promise<void>

/** @param prepare replaces the default setup, which is the old version with all its services */
export async function startSampleServer(
  prepare?: Prepare,
  environment: Environment = 'production',
): Promise<SampleServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sample-server-'))
  process.env.TSH_BUNDLES = await treeInUse()
  const actions = freezeActions(folder)
  const original = await prepareRepository(undefined, environment, { folder })
  const consumer = readConsumer(original.directory, original.name, environment)
  const plan = await planSeed(original, consumer, folder)
  // A prepared server has the containers of the old version.
  const prepared = prepare ? {} : { template: await templateKey(plan, consumer, original.old) }
  const options = { user: consumer.user, baseImages: plan.baseImages, names: sandboxNames(consumer) }
  const sandbox = await startSandbox({ ...options, ...prepared })
  const repository = await pointAtSandbox(original, consumer, sandbox)
  await publish(repository, sandbox.git.folder)
  if (prepare) await prepare(sandbox, consumer, plan)
  else await seedServer(sandbox, consumer, plan, () => {})
  const start = async (
    file: string,
    cause: Pick<PipelineOptions, 'manual' | 'event' | 'rerun'>,
  ): Promise<RunResult> => {
    const caller = { ...consumer, workflow: `.github/workflows/${file}` }
    const scene = { sandbox, repository, plan, actions, on: () => {} }
    const result = await runPipeline({ ...scene, consumer: caller, ...cause })
    expect(leaks(sandbox.secrets, [{ place: 'log', text: result.log }])).toEqual([])
    return result
  }
  return {
    sandbox,
    old: plan.version,
    run: (file, manual) => start(file, manual ? { manual } : {}),
    runScheduled: file => start(file, { event: 'schedule' }),
    rerun: (file, earlier) => start(file, { rerun: earlier }),
    async stop() {
      await sandbox.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A run that must succeed. */
export async function succeeded(run: Promise<RunResult>): Promise<RunResult> {
  const result = await run
  expect(result.failures).toEqual([])
  expect(result.conclusion).toBe('success')
  return result
}
