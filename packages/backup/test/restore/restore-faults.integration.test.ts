import { describe, expect, test } from '@jest/globals'
import { waitFor } from '@tsh/testing'
import { testFull, testSample } from '@tsh/testing/full'
import type { Ports } from '../../src/context.ts'
import { restore } from '../../src/restore/restore.ts'
import {
  before,
  dump,
  failing,
  inputs,
  killed,
  manifest,
  prepare,
  scene,
  terminate,
  throughProxy,
  value,
  whileReading,
} from './restore-faults.ts'
import { leftDatabases } from './restore-observe.ts'

prepare()

const flippedAt = (place: (length: number) => number) => (body: Buffer) => {
  const at = place(body.length)
  body.writeUInt8(body.readUInt8(at) ^ 4, at)
  return body
}

describe('the live database is not affected by a restore that fails, because', () => {
  async function unaffected(work: () => Promise<unknown>): Promise<string> {
    const { message, seen } = await failing(work)
    expect(seen.failures).toEqual([])
    expect(seen.answers).toBeGreaterThan(3)
    return message
  }

  testSample(1, [
    ['the last bytes of the backup were altered', (length: number) => length - 100, /SHA-256 \w+, expected/],
    ['bytes in its middle were altered', (length: number) => length >> 1, /restore failed: /],
  ])('%s', async (_, place, expected) => {
    scene.double.damage(dump, flippedAt(place))
    const message = await unaffected(() => restore(inputs(), scene.ports()))
    scene.double.damage(dump, flippedAt(place))
    expect(message).toMatch(expected)
    expect(message).toMatch(/database "erp__restore_\w+" was dropped$/)
  })

  testFull('the object was truncated in the bucket', async () => {
    let cut: Buffer = Buffer.alloc(0)
    scene.double.damage(dump, body => {
      cut = body.subarray(-1)
      return body.subarray(0, -1)
    })
    expect(await unaffected(() => restore(inputs(), scene.ports()))).toMatch(
      /restore refused: .* has \d+ bytes, expected \d+/,
    )
    scene.double.damage(dump, body => Buffer.concat([body, cut]))
  })

  test('pg_restore is killed', async () => {
    // The backup may be read before pg_restore has started.
    const ports = whileReading(() => waitFor('pg_restore to be killed', () => scene.inside(killed)))
    expect(await unaffected(() => restore(inputs(), ports))).toMatch(/pg_restore (exit 137|terminated by)/)
  })

  testFull('its backend is terminated', async () => {
    // pg_restore connects when it has read the contents list.
    const ended = async () => Number(await terminate(`datname LIKE 'erp\\_\\_restore%'`))
    const ports = whileReading(() => waitFor('a backend to be terminated', ended))
    expect(await unaffected(() => restore(inputs(), ports))).toMatch(
      /pg_restore exit 1: .*(terminating connection|server closed the connection)/,
    )
  })

  test('the restored rows are not those of the manifest', async () => {
    const original = String(scene.double.objects.get(manifest)?.body())
    scene.double.damage(manifest, body => Buffer.from(String(body).replace('"rows": 20000', '"rows": 20001')))
    const message = await unaffected(() => restore(inputs(), scene.ports()))
    scene.double.damage(manifest, () => Buffer.from(original))
    expect(message).toContain('differs from the manifest: "public"."orders" has 20000 rows, expected 20001')
  })

  test('the lock on the live database was lost', async () => {
    const ports = before('vacuumdb', () => terminate(`datname = 'erp'`))
    expect(await unaffected(() => restore(inputs(), ports))).toMatch(
      /the lock on "erp" was lost, so nothing was swapped/,
    )
  })

  testSample(1, [
    ['while it reads the backup', (abort: () => void) => whileReading(abort)],
    ['while it analyzes', (abort: () => void) => before('vacuumdb', abort)],
    ['when it has restored', (abort: () => void) => before('TSH_LIMIT=120', abort)],
  ])('it is cancelled %s', async (_, portsWith) => {
    const controller = new AbortController()
    const ports = {
      ...portsWith(() => controller.abort(new Error('cancelled'))),
      signal: controller.signal,
    }
    expect(await unaffected(() => restore(inputs(), ports))).toBe('restore cancelled; "erp" was not touched')
  })

  testSample(1, [
    ['while it reads the backup', whileReading],
    ['before the swap', (action: () => unknown, more: Partial<Ports>) => before('vacuumdb', action, more)],
  ])('the connection is lost %s', async (_, portsWith) => {
    const { proxy, remote } = await throughProxy()
    const ports = portsWith(() => proxy.reset(), { remote })
    expect(await unaffected(() => restore(inputs(), ports))).toMatch(/connection (was )?lost/)
    await proxy.close()
  })

  testFull('the name for the previous database is taken', async () => {
    const ports = before('TSH_ASIDE=', command =>
      scene.sql(`CREATE DATABASE "${value(command, 'TSH_ASIDE')}"`, 'postgres'),
    )
    const work = restore(inputs(), ports).finally(async () => {
      const [taken = ''] = (await leftDatabases(scene)).filter(name => name.includes('__before_'))
      await scene.sql(`DROP DATABASE "${taken}"`, 'postgres')
    })
    const { message } = await failing(() => work)
    expect(message).toMatch(/cannot swap "erp", which is unchanged: .*"erp__before_\w+" already exists/)
  })
})
