import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { SwitchInputs } from '../../src/inputs.ts'
import { type Switched, switchTraffic } from '../../src/switch-traffic.ts'
import { type Scene, type Site, type Slot, startScene, untilAnswering, withRemote } from './scene.ts'
import { visit, whileVisited } from './visitors.ts'

export let scene: Scene
export let url: string

/** Starts a server with two slots; to be called in the test file itself. */
export function prepare(): void {
  beforeAll(async () => {
    scene = await startScene()
    url = scene.sandbox.publicUrl
  })
  afterAll(() => scene?.stop())
}

export const never = new AbortController().signal
export const perform = (changes: Partial<SwitchInputs>): Promise<Switched> =>
  withRemote(scene.target, remote => switchTraffic({ ...scene.inputs, ...changes }, remote, never))
export const switchTo = async (slot: Slot, changes: Partial<SwitchInputs> = {}): Promise<Switched> =>
  perform({ release: await scene.prepare(slot), ...changes })
export const read = (path: string): Promise<string> => scene.exec(`cat ${path}`)
const states = async (): Promise<string[]> =>
  (await read('/srv/scene/.deploy/releases.jsonl')).split('\n').flatMap(line => {
    return line.includes('"state"') ? [JSON.parse(line).state as string] : []
  })

/** Invariants after every failure: only the old slot is live, and the journal has no unfinished switch. */
export async function expectBlue(): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 20 }, () => visit(url)))
  expect(new Set(answers.map(({ status, slot }) => `${status} ${slot}`))).toEqual(new Set(['200 blue']))
  expect(await read('/srv/scene/.env')).toContain('ACTIVE_DEPLOYMENT_SLOT=blue\n')
  expect((await states()).at(-1)).not.toBe('switching')
}

/** Tests for every proxy. */
export function describeSwitching(kind: Site): void {
  describe(`with ${kind}`, () => {
    beforeAll(() => scene.site(kind))

    test('switches the traffic both ways, and changes nothing else in the env file', async () => {
      for (const [slot, other] of [
        ['green', 'blue'],
        ['blue', 'green'],
      ] as const) {
        const result = await switchTo(slot)
        expect(result).toMatchObject({ switched: true, slot, 'previous-slot': other })
        expect(await visit(url)).toEqual({ status: 200, slot })
        expect(await read('/srv/scene/.env')).toBe(
          `# ours\nVERSION=v1\nACTIVE_DEPLOYMENT_SLOT=${slot}\nDEPLOYMENT_SLOT=${slot}\nKEEP="a b"`,
        )
      }
    })

    test('a slot that dies right after the switch loses the traffic again', async () => {
      const before = await read(kind.startsWith('caddy') ? '/etc/caddy/Caddyfile' : '/etc/nginx/nginx.conf')
      const { outcome, answers } = await whileVisited(url, async () => {
        await scene.exec('touch /srv/scene/dies-green')
        await switchTo('green')
      })
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringMatching(/HTTP 502 from slot green; traffic is on blue$/) },
      })
      await expectBlue()
      expect(answers.at(-1)).toMatchObject({ status: 200, slot: 'blue' })
      expect((await states()).at(-1)).toBe('rolled-back')
      expect(await read(kind.startsWith('caddy') ? '/etc/caddy/Caddyfile' : '/etc/nginx/nginx.conf')).toBe(
        before,
      )
      await scene.exec('rm -f /srv/scene/broken-green /srv/scene/dies-green')
    })

    test('two concurrent runs: one moves the traffic, the other has nothing to do', async () => {
      const release = await scene.prepare('green')
      const both = await Promise.all([perform({ release }), perform({ release })])
      expect(both.map(({ switched }) => switched).sort()).toEqual([false, true])
      expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
      await switchTo('blue')
    })

    test('the traffic leaves a slot whose container does not run', async () => {
      await scene.exec('docker stop scene-app_blue-1')
      expect((await visit(url)).status).toBe(502)
      expect(await switchTo('green')).toMatchObject({ switched: true, slot: 'green' })
      expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
      await scene.exec(`docker start scene-app_blue-1; ${untilAnswering(8001)}`)
      await switchTo('blue')
    })

    test('a proxy that is down stops the switch before anything moves', async () => {
      const stop = kind.startsWith('caddy') ? '/run/caddy.pid' : '/run/nginx.pid'
      await scene.exec(`kill $(cat ${stop}); while [ -d /proc/$(cat ${stop} || echo 0) ]; do sleep 0.1; done`)
      await expect(switchTo('green')).rejects.toThrow('does not respond')
      await scene.site(kind)
      await expectBlue()
    })
  })
}
