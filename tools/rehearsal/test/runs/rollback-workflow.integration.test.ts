import { afterAll, beforeAll, expect } from '@jest/globals'
import { mustExec, orders, startLoad } from '@tsh/sandbox'
import { activeDeployment } from '@tsh/sandbox/services/github-deployments'
import { testFull } from '@tsh/testing/full'
import type { RunResult } from '@tsh/workflow-runner'
import { type SampleServer, startSampleServer, succeeded } from './sample-server.ts'

let server: SampleServer
beforeAll(async () => {
  server = await startSampleServer()
})
afterAll(() => server?.stop())

const rolledBack = (manual: Record<string, string> = {}): Promise<RunResult> =>
  server.run('rollback.yml', { environment: 'production', ...manual })

/** The version that visitors get, and its slot. */
async function live(): Promise<{ version: string; slot: string | null }> {
  const response = await fetch(`${server.sandbox.publicUrl}/health`)
  const { version } = (await response.json()) as { version: string }
  return { version, slot: response.headers.get('x-deployment-slot') }
}

/** The commit that GitHub lists as live. */
const listed = (): string | undefined => activeDeployment(server.sandbox.github.state, 'production')?.sha

const summaryOf = ({ summaries }: RunResult): string => summaries.map(({ markdown }) => markdown).join('\n')

testFull('manually: a dry run, a rollback to a running slot, and a rollback to a removed slot', async () => {
  await succeeded(server.run('production.yml'))
  const fresh = await live()
  const { version } = fresh
  expect(fresh.slot).toBe('green')

  const commit = listed()

  const plan = await succeeded(rolledBack({ dry_run: 'true' }))
  expect(summaryOf(plan)).toContain(`Dry run: would roll back from \`${version}\` to \`${server.old}\``)
  expect(await live()).toEqual(fresh)

  const load = await startLoad(server.sandbox.publicUrl, { ...orders, perSecond: 30 })
  const unknown = await rolledBack({ version: 'v0.0.0' })
  expect(unknown.conclusion).toBe('failure')
  expect(unknown.log).toMatch(new RegExp(`version "v0.0.0" is not on .*; available: ${server.old}`))

  await succeeded(rolledBack())
  expect(await live()).toEqual({ version: server.old, slot: 'blue' })
  const restored = listed()
  expect(restored).not.toBe(commit)
  expect(server.sandbox.telegram.messages.at(-1)?.text).toContain(
    `${version} was rolled back, ${server.old} is live again`,
  )

  // Deployed again, and the old slot is removed: its image still exists.
  await succeeded(
    server.run('production.yml', { version, skip_tests: 'true', skip_backup: 'true', skip_reason: 'test' }),
  )
  expect((await live()).version).toBe(version)
  expect(listed()).toBe(commit)
  await mustExec(server.sandbox.server.exec, 'docker rm -f tsh_erp_app_blue')
  const cold = await succeeded(rolledBack({ version: server.old }))
  expect(cold.log).toContain(`Restarting ${server.old} in slot blue`)
  expect(await live()).toEqual({ version: server.old, slot: 'blue' })
  const traffic = await load.stop()
  expect(listed()).toBe(restored)
  expect(traffic.lost).toBe(0)
  expect(traffic.switches.map(({ to }) => to)).toEqual(['blue', 'green', 'blue'])

  const again = await succeeded(rolledBack({ version: server.old }))
  expect(again.log).toContain(`Nothing to roll back: ${server.old} is already live`)
})
