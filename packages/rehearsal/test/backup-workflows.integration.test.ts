import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { RunResult } from '@tsh/workflow'
import { leaks } from '../src/canary.ts'
import { type Consumer, readConsumer } from '../src/consumer.ts'
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
const folder = mkdtempSync(join(tmpdir(), 'backup-workflows-'))

beforeAll(async () => {
  actions = freezeActions(folder)
  repository = await prepareRepository(undefined, 'production', { folder })
  consumer = readConsumer(repository.directory, repository.name, 'production')
  const plan = await planSeed(repository, consumer, folder)
  const template = await templateKey(plan, consumer, repository.old)
  sandbox = await startSandbox({ user: consumer.user, baseImages: plan.baseImages, template })
  await publish(repository, sandbox.git.folder)
  await seedServer(sandbox, consumer, plan, () => {})
}, 10 * minutes)
afterAll(async () => {
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
}, minutes)

/** Starts one of the sample's own workflow files by hand. */
async function started(file: string, manual: Record<string, string> = {}): Promise<RunResult> {
  const caller = { ...consumer, workflow: `.github/workflows/${file}` }
  const scene = { sandbox, repository, actions, failure: undefined, on: () => {} }
  const result = await runPipeline({ ...scene, consumer: caller, manual })
  expect(leaks(sandbox.secrets, [{ place: 'log', text: result.log }])).toEqual([])
  return result
}

const sql = (text: string): Promise<string> =>
  mustExec(
    sandbox.server.exec,
    'docker exec -i tsh_postgres sh -c \'psql -XAtq -U "$POSTGRES_USER" "$POSTGRES_DB"\'',
    text,
  )

test(
  'the nightly backup is drilled; a restore plans, and does it when the name is typed',
  async () => {
    await sql("INSERT INTO orders (item) VALUES ('before')")
    const before = await sql('SELECT count(*) FROM orders')
    const backup = await started('backup.yml')
    expect(backup.failures).toEqual([])
    expect(backup.conclusion).toBe('success')
    expect(backup.log).toContain('restored into a throwaway server')
    const id = backup.jobs['backup/backup-database']?.outputs.backup ?? ''
    expect(id).toMatch(/^\d{8}T/)
    expect(sandbox.telegram.messages).toEqual([])

    await sql('DELETE FROM orders')
    const plan = await started('restore.yml', { backup: 'latest' })
    expect(plan.failures).toEqual([])
    expect(plan.conclusion).toBe('success')
    expect(plan.jobs).toMatchObject({
      'restore/plan': { result: 'success' },
      'restore/restore': { result: 'skipped' },
    })
    expect(plan.summaries.map(({ markdown }) => markdown).join()).toContain(id)
    expect(await sql('SELECT count(*) FROM orders')).toBe('0')

    const wrong = await started('restore.yml', { backup: id, confirm: 'tsh' })
    expect(wrong.conclusion).toBe('failure')
    expect(await sql('SELECT count(*) FROM orders')).toBe('0')

    const restored = await started('restore.yml', { backup: id, confirm: 'tsh_erp' })
    expect(restored.failures).toEqual([])
    expect(await sql('SELECT count(*) FROM orders')).toBe(before)
    expect(sandbox.telegram.messages.at(-1)?.text).toContain('Restored')
    // Connections of the application's pool ended with the swap; it opens new ones.
    const headers = { 'content-type': 'application/json' }
    const order = { method: 'POST', headers, body: '{"item":"after","quantity":1}' }
    const deadline = Date.now() + 10_000
    let status = 0
    while (status !== 201 && Date.now() < deadline)
      status = (await fetch(`${sandbox.publicUrl}/orders`, order)).status
    expect(status).toBe(201)
  },
  10 * minutes,
)
