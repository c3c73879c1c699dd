import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { findProxy } from '@tsh/deployment'
import { connect } from '@tsh/remote'
import { waitScript } from '@tsh/testing'
import { testFull } from '@tsh/testing/full'
import type { SwitchInputs } from '../src/inputs.ts'
import { type Switched, switchTraffic } from '../src/switch-traffic.ts'
import { type Scene, siteFile, slotDirectory, startScene, withRemote } from './scene/scene.ts'
import { visit, whileVisited } from './scene/visitors.ts'

const VISITORS = 200
const canaryFile = `${slotDirectory}/canary-green`
let scene: Scene
let url: string

beforeAll(async () => {
  scene = await startScene()
  url = scene.sandbox.publicUrl
})
afterAll(() => scene.stop())
beforeEach(() => scene.site('slot-file-with-canary'))

const never = new AbortController().signal
const perform = (changes: Partial<SwitchInputs>, cancelled = never): Promise<Switched> =>
  withRemote(scene.target, remote => switchTraffic({ ...scene.inputs, ...changes }, remote, cancelled))
const slotFiles = (): Promise<string> => scene.exec(`ls ${slotDirectory}`)
const lastState = async (): Promise<string> =>
  JSON.parse(await scene.exec('tail -n 1 /srv/scene/.deploy/releases.jsonl')).state
const untilCanary = (then = 'true'): Promise<string> =>
  scene.exec(`${waitScript(`[ -e ${canaryFile} ]`)}; ${then}`)

test('a good release gets a share of the traffic, then all, without lost requests or users switching back', async () => {
  const release = await scene.prepare('green')
  const { outcome, answers, bad } = await whileVisited(url, () => perform({ release, canary: 6 }), VISITORS)
  expect(outcome).toMatchObject({ status: 'fulfilled', value: { switched: true, slot: 'green' } })
  expect(bad).toEqual([])
  const first = answers.findIndex(({ slot }) => slot === 'green')
  const last = answers.findLastIndex(({ slot }) => slot === 'blue')
  const during = answers.slice(first, last + 1).map(({ slot }) => slot)
  const share = during.filter(slot => slot === 'green').length / during.length
  expect(during.length).toBeGreaterThan(VISITORS)
  expect(share).toBeGreaterThan(0.02)
  expect(share).toBeLessThan(0.25)
  for (let visitor = 0; visitor < VISITORS; visitor++) {
    const path = answers.filter(answer => answer.visitor === visitor).map(({ slot }) => slot)
    expect(path.join(' ')).toMatch(/^(blue ?)*(green ?)*$/)
  }
  expect(await slotFiles()).toBe('green')
  expect(await lastState()).toBe('switched')
})

test('a bad release only gets that share, and loses it early', async () => {
  const release = await scene.prepare('green')
  const { outcome, answers, bad } = await whileVisited(
    url,
    async () => {
      const broken = untilCanary('touch /srv/scene/broken-green')
      try {
        return await perform({ release, canary: 600 })
      } finally {
        await broken
      }
    },
    VISITORS,
  )
  expect(outcome).toMatchObject({
    reason: {
      message: expect.stringMatching(
        /^canary green has a higher error rate: green \d+ requests, \d+ failed \(.* %\), blue \d+ requests, 0 failed \(0\.0 %\); traffic is on blue$/,
      ),
    },
  })
  expect(new Set(bad.map(({ status, slot }) => `${status} ${slot}`))).toEqual(new Set(['502 green']))
  expect(bad.length / answers.length).toBeLessThan(0.25)
  const after = await Promise.all(Array.from({ length: VISITORS }, (_, visitor) => visit(url, visitor)))
  expect(new Set(after.map(({ status, slot }) => `${status} ${slot}`))).toEqual(new Set(['200 blue']))
  expect(await slotFiles()).toBe('blue')
  expect(await lastState()).toBe('rolled-back')
})

test('a cancellation ends the canary', async () => {
  const release = await scene.prepare('green')
  const cancelling = new AbortController()
  const run = perform({ release, canary: 600 }, cancelling.signal)
  void untilCanary().then(() => cancelling.abort())
  await expect(run).rejects.toThrow('cancelled during the canary; traffic is on blue')
  expect(await slotFiles()).toBe('blue')
  expect(await lastState()).toBe('rolled-back')
})

test('the server ends the canary when the connection is lost, and the next run completes the switch', async () => {
  const release = await scene.prepare('green')
  const remote = await connect(scene.target)
  const run = switchTraffic({ ...scene.inputs, release, canary: 600 }, remote, never)
  void untilCanary().then(() => remote.close())
  await expect(run).rejects.toThrow()
  await scene.exec(waitScript(`[ ! -e ${canaryFile} ]`))
  expect(await slotFiles()).toBe('blue')
  // Without traffic the canary is inconclusive, and the switch continues.
  expect(await perform({ release, canary: 1 })).toMatchObject({ switched: true, slot: 'green' })
  expect(await slotFiles()).toBe('green')
})

testFull('a leftover canary is removed before anything else', async () => {
  const release = await scene.prepare('green')
  await scene.exec(`touch ${canaryFile}; docker stop -t 1 scene-app_green-1`)
  await expect(perform({ release })).rejects.toThrow('green is not ready')
  expect(await slotFiles()).toBe('blue')
  await scene.exec('docker start scene-app_green-1')
})

testFull('a move also ends a canary if the slot already has the traffic, as in a rollback', async () => {
  await scene.exec(`touch ${canaryFile}`)
  await withRemote(scene.target, async remote => {
    const proxy = await findProxy(remote, scene.inputs.application.placement, async () => new Map())
    await proxy.move('blue')
  })
  expect(await slotFiles()).toBe('blue')
})

test('without its configuration nothing is moved, and the missing lines are reported', async () => {
  const release = await scene.prepare('green')
  await scene.exec(
    `sed -i 's/^log_format/# &/; /{tsh_canary}-green/d; /tsh-erp-canary.log/d' ${siteFile}; nginx -s reload`,
  )
  await expect(perform({ release, canary: 5 })).rejects.toThrow(
    `requires additional proxy configuration: if (-f ${slotDirectory}/\${tsh_canary}-green), log_format tsh_canary, access_log /var/log/nginx/tsh-erp-canary.log tsh_canary. Add it`,
  )
  expect(await slotFiles()).toBe('blue')
  expect(await lastState()).toBe('prepared')
  await scene.site('nginx-reload')
  await expect(perform({ release, canary: 5 })).rejects.toThrow(
    '"canary-seconds" requires nginx with a slot file, but the traffic is switched by nginx-reload. Traffic stays on blue',
  )
})
