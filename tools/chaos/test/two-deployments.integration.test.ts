import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { treeInUse } from '@tsh/bundles'
import { testFull } from '@tsh/testing/full'
import { type Action, inputsFor, startAction } from '../src/deploy/action.ts'
import { JOURNAL } from '../src/deploy/environment.ts'
import { armGate, RELEASE_GATE } from '../src/deploy/injection-points.ts'
import { startTestbed, type Testbed, type Version } from '../src/deploy/testbed.ts'
import { queryLive } from '../src/deploy/verdict.ts'

let bundles: string
let testbed: Testbed

beforeAll(async () => {
  bundles = await treeInUse()
  testbed = await startTestbed('production')
})
afterAll(() => testbed.stop())
beforeEach(() => testbed.reset())

/** A step of a workflow run. */
const step = (action: Action, run: string, version: Version, more: Record<string, string> = {}) =>
  startAction({ bundles, action, run }, { ...inputsFor(testbed, action, version), ...more })

/** Two deployments that start at the same time; the one that gets the lock keeps it until the other one is waiting. */
async function deployTwo(lockTimeout: string) {
  const versions = [await testbed.release(), await testbed.release()]
  await testbed.exec(armGate('images'))
  const runs = versions.map((version, at) =>
    step('ssh-deploy', `7${at}`, version, { 'lock-timeout-seconds': lockTimeout }),
  )
  await Promise.race(runs.flatMap(run => [run.waitForLog(/Waiting up to/), run.ended]))
  await testbed.exec(RELEASE_GATE)
  return Promise.all(runs.map(run => run.ended))
}

/** The journal's lines, as "v2.70.1 started". */
const journal = async (): Promise<string[]> =>
  [...(await testbed.exec(`cat ${JOURNAL}`)).matchAll(/"release":"([^"]*)","state":"([^"]*)"/g)].map(
    ([, release, state]) => `${release} ${state}`,
  )

test('of two concurrent deployments, one waits for the other and names it', async () => {
  const ends = await deployTwo('60')
  expect(ends.filter(({ code }) => code !== 0)).toEqual([])
  const waited = ends.filter(({ log }) => /Waiting up to 60 s .*\/runs\/7[01], by ada/.test(log))
  expect(waited).toHaveLength(1)
  const [second, first] = ends[0] === waited[0] ? ends : ends.toReversed()
  const [one, other] = [first?.outputs.release, second?.outputs.release]
  // The entries of the two are not interleaved.
  const lines = await journal()
  expect(lines.slice(0, 2)).toEqual([`${one} started`, `${one} prepared`])
  expect(lines.slice(-2)).toEqual([`${other} started`, `${other} prepared`])
  expect(lines).toContain(`${one} failed`)
})

testFull('a deployment that must not wait fails with the name of the running one', async () => {
  const ends = await deployTwo('0')
  expect(ends.map(({ code }) => code).sort()).toEqual([0, 1])
  const refused = ends.find(({ code }) => code === 1)
  expect(refused?.log).toMatch(/::error.*another deployment is running on .*\/runs\/7[01], by ada, since/)
  expect((await journal()).map(line => line.replace(/^\S+ /, ''))).toEqual(['started', 'prepared'])
})

test('a switch is refused when another run has prepared a newer release, which can be switched to', async () => {
  const [a, b] = [await testbed.release(), await testbed.release()]
  const first = await step('ssh-deploy', '71', a).ended
  const second = await step('ssh-deploy', '72', b).ended
  const before = await queryLive(testbed)
  const release = { release: first.outputs.release ?? '' }
  const late = await step('blue-green-switch', '71', a, release).ended
  expect(late.code).toBe(1)
  expect(late.log).toMatch(
    new RegExp(
      `::error.*release ${release.release} is not the newest .*${second.outputs.release} \\(prepared\\)`,
    ),
  )
  expect(await queryLive(testbed)).toEqual(before)
  const good = await step('blue-green-switch', '72', b, { release: second.outputs.release ?? '' }).ended
  expect(good.code).toBe(0)
  expect((await queryLive(testbed)).versions).toEqual([b.version])
})
