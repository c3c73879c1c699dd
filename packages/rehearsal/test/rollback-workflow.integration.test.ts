import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { RunResult } from '@tsh/workflow'
import { leaks } from '../src/canary.ts'
import { type Consumer, readConsumer } from '../src/consumer.ts'
import { orders, startLoad } from '../src/load/load.ts'
import { freezeActions, runPipeline } from '../src/pipeline.ts'
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts'
import { mustExec } from '../src/sandbox/server.ts'
import { planSeed, templateKey } from '../src/seed/plan.ts'
import { prepareRepository, publish, type Repository } from '../src/seed/repository.ts'
import { seedServer } from '../src/seed/seed.ts'
import { minutes } from './rehearsal.ts'

let sandbox: Sandbox
let consumer: Consumer
let repository: Repository
let actions: string
let old: string
const folder = mkdtempSync(join(tmpdir(), 'rollback-workflow-'))

beforeAll(async () => {
  actions = freezeActions(folder)
  repository = await prepareRepository(undefined, 'production', { folder })
  consumer = readConsumer(repository.directory, repository.name, 'production')
  const plan = await planSeed(repository, consumer, folder)
  old = plan.version
  const template = await templateKey(plan, consumer, repository.old)
  sandbox = await startSandbox({ user: consumer.user, baseImages: plan.baseImages, template })
  await publish(repository, sandbox.git.folder)
  await seedServer(sandbox, consumer, plan, () => {})
}, 10 * minutes)
afterAll(async () => {
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
}, minutes)

async function started(file: string, manual?: Record<string, string>): Promise<RunResult> {
  const caller = { ...consumer, workflow: `.github/workflows/${file}` }
  const scene = { sandbox, repository, actions, failure: undefined, on: () => {} }
  const result = await runPipeline({ ...scene, consumer: caller, ...(manual ? { manual } : {}) })
  expect(leaks(sandbox.secrets, [{ place: 'log', text: result.log }])).toEqual([])
  return result
}

const rolledBack = (manual: Record<string, string> = {}): Promise<RunResult> =>
  started('rollback.yml', { environment: 'production', ...manual })

async function succeeded(run: Promise<RunResult>): Promise<RunResult> {
  const result = await run
  expect(result.failures).toEqual([])
  expect(result.conclusion).toBe('success')
  return result
}

/** The version that visitors get, and the slot that it comes from. */
async function live(): Promise<{ version: string; slot: string | null }> {
  const answer = await fetch(`${sandbox.publicUrl}/health`)
  const { version } = (await answer.json()) as { version: string }
  return { version, slot: answer.headers.get('x-deployment-slot') }
}

const summaryOf = ({ summaries }: RunResult): string => summaries.map(({ markdown }) => markdown).join('\n')

test(
  'by hand: a list that changes nothing, back to the slot that still runs, and back to one that is gone',
  async () => {
    const deployed = await succeeded(started('production.yml'))
    const version = deployed.jobs['deploy/deploy']?.outputs.version ?? (await live()).version
    const fresh = await live()
    expect(fresh.slot).toBe('green')

    const listed = await succeeded(rolledBack({ dry_run: 'true' }))
    expect(summaryOf(listed)).toContain(
      `Nothing was changed. A rollback would go from \`${version}\` to \`${old}\``,
    )
    expect(await live()).toEqual(fresh)

    const load = await startLoad(sandbox.publicUrl, orders)
    const unknown = await rolledBack({ version: 'v0.0.0' })
    expect(unknown.conclusion).toBe('failure')
    expect(unknown.log).toMatch(new RegExp(`version "v0.0.0" is not on .*; available: ${old}`))

    await succeeded(rolledBack())
    expect(await live()).toEqual({ version: old, slot: 'blue' })
    expect(sandbox.telegram.messages.at(-1)?.text).toContain(
      `${version} was taken back, ${old} is live again`,
    )

    // Deployed again, and the old slot is lost: its image is still there.
    await succeeded(
      started('production.yml', { version, skip_tests: 'true', skip_backup: 'true', skip_reason: 'test' }),
    )
    expect((await live()).version).toBe(version)
    await mustExec(sandbox.server.exec, 'docker rm -f tsh_erp_app_blue')
    const cold = await succeeded(rolledBack({ version: old }))
    expect(cold.log).toContain(`Starting ${old} in blue again`)
    expect(await live()).toEqual({ version: old, slot: 'blue' })
    const traffic = await load.stop()
    expect(traffic.lost).toBe(0)
    expect(traffic.switches.map(({ to }) => to)).toEqual(['blue', 'green', 'blue'])

    const again = await succeeded(rolledBack({ version: old }))
    expect(again.log).toContain(`Nothing to roll back: ${old} is live already`)
  },
  10 * minutes,
)
