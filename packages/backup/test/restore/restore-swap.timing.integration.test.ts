import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { testFull } from '@tsh/testing/full'
import { restore } from '../../src/restore/restore.ts'
import {
  before,
  cleanUp,
  failing,
  inputs,
  live,
  prepare,
  scene,
  throughProxy,
  untilLeft,
  value,
} from './restore-faults.ts'
import { fingerprint, leftDatabases, OFTEN, referenceGap, startClient } from './restore-observe.ts'

prepare()

/** The gap of {@link referenceGap} in seconds: the minimum on this machine. */
let reference: number
beforeAll(async () => {
  reference = await referenceGap(scene)
})
/** The promised limit on an idle machine; on a busy one, five times the duration of its bare renames. */
const limit = (promisedSeconds: number): number => Math.max(promisedSeconds, 5 * reference)

describe('the swap', () => {
  test('makes the live database unavailable for less than half a second', async () => {
    const stop = await startClient(scene, 'client', OFTEN)
    const { 'downtime-seconds': downtime } = await restore(inputs(), scene.ports()).finally(stop)
    const { longestGap } = await stop()
    expect(downtime).toBeLessThan(limit(0.5))
    expect(longestGap).toBeLessThan(limit(0.75))
  })

  test('is rolled back when the second rename is impossible', async () => {
    const ports = before('TSH_ASIDE=', command =>
      scene.sql(`DROP DATABASE "${value(command, 'TSH_NEXT')}" WITH (FORCE)`, 'postgres'),
    )
    const { message, seen } = await failing(() => restore(inputs(), ports), OFTEN)
    expect(message).toMatch(/cannot swap "erp", which is unchanged: .*"erp__restore_\w+" does not exist/)
    expect(seen.longestGap).toBeLessThan(limit(1))
  })

  testFull('is aborted when something holds the new database, and rolled back each time', async () => {
    const ports = before('TSH_ASIDE=', command =>
      scene.sql(`BEGIN; SELECT lo_create(0); PREPARE TRANSACTION 'held';`, value(command, 'TSH_NEXT')),
    )
    const release = async (): Promise<void> => {
      const [held = ''] = await leftDatabases(scene)
      await scene.sql(`ROLLBACK PREPARED 'held'`, held)
      await scene.sql(`DROP DATABASE "${held}" WITH (FORCE)`, 'postgres')
    }
    const { message, seen } = await failing(() => restore(inputs(), ports).finally(release), OFTEN)
    expect(message).toMatch(/cannot swap "erp", which is unchanged: /)
    console.log('held', seen)
    expect(seen.longestGap).toBeLessThan(limit(2))
  })

  testFull('is reverted when the application is not healthy afterwards', async () => {
    const { message, seen } = await failing(
      () => restore(inputs({ healthUrl: 'http://127.0.0.1:9/' }), scene.ports(), { healthTimeout: 1 }),
      OFTEN,
    )
    console.log(message, seen)
    expect(message).toMatch(
      /is not healthy .*; "erp" was reverted to the previous database \(downtime \d\.\d+ s and \d\.\d+ s\)/,
    )
    expect(seen.longestGap).toBeLessThan(limit(1))
  })

  testFull('is atomic when the connection is lost in the middle', async () => {
    for (const delay of [0, 80, 140, 180, 220, 300]) {
      const { proxy, remote } = await throughProxy()
      const ports = scene.ports({ remote })
      const { stream } = remote
      ports.remote = {
        ...remote,
        stream: async command => {
          const started = stream(command)
          if (command.some(word => word.includes('TSH_ASIDE=')))
            void (delay === 0 ? started : sleep(delay)).then(() => proxy.reset())
          return started
        },
      }
      await restore(inputs(), ports).catch(() => {})
      await untilLeft(names => names.every(name => name.includes('__before_')))
      const [aside] = await leftDatabases(scene)
      expect(await scene.sql('SELECT count(*) FROM orders')).toBe(aside ? '20000' : '15000')
      console.log(`interrupted after ${delay} ms: ${aside ? 'swapped' : 'unchanged'}`)
      await cleanUp()
      expect(await fingerprint(scene)).toBe(live)
      await proxy.close()
    }
  })
})

testFull('many clients that reconnect at once do not prevent the swap', async () => {
  const stops = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(number => startClient(scene, `storm${number}`, OFTEN)),
  )
  const work = restore(inputs(), scene.ports())
  await work.catch(() => {})
  const seen = await Promise.all(stops.map(stop => stop()))
  const { 'downtime-seconds': downtime } = await work
  console.log(
    `downtime ${downtime} s; longest gaps ${seen.map(({ longestGap }) => longestGap.toFixed(3)).join(', ')} s`,
    seen,
  )
  for (const failure of seen.flatMap(({ failures }) => failures))
    expect(failure).toMatch(/terminating connection|server closed|just been dropped or renamed/)
  expect(downtime).toBeLessThan(limit(0.5))
})
