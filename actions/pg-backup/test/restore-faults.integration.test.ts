import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { connect } from '@tsh/remote'
import { startTcpProxy } from '@tsh/testing'
import { backUp, type Ports } from '../src/back-up.ts'
import { restore } from '../src/restore.ts'
import { fingerprint, leftDatabases, type Seen, startClient } from './restore-observe.ts'
import { type Scene, startScene } from './restore-scene.ts'

const minutes = 60_000
let scene: Scene
let live: string
let backup: string
let dump: string
let manifest: string

beforeAll(async () => {
  scene = await startScene()
  await scene.sql(readFileSync(join(import.meta.dirname, 'restore-database.sql'), 'utf8'))
  backup = (await backUp(scene.inputs, scene.ports())).backup
  dump = `erp/v1/production/erp/data/${backup}/dump.pgc`
  manifest = `erp/v1/production/erp/catalog/${backup}.json`
  await scene.sql('DELETE FROM orders WHERE id > 15000; REFRESH MATERIALIZED VIEW sums')
  live = await fingerprint(scene)
}, 10 * minutes)
afterAll(() => scene?.stop(), minutes)

const inputs = (more: Partial<Scene['inputs']['restore']> = {}): Scene['inputs'] => ({
  ...{ ...scene.inputs, mode: 'restore' },
  restore: { ...scene.inputs.restore, backup, confirm: 'erp', skipSafetyBackup: 'test', ...more },
})

/** Lets a restore fail while a client asks the live database, which must notice nothing. */
async function failing(work: () => Promise<unknown>): Promise<{ message: string; seen: Seen }> {
  const stop = await startClient(scene, 'client')
  const message = await work().then(
    () => 'the restore succeeded',
    (cause: Error) => cause.message,
  )
  const left = until(async () => (await leftDatabases(scene)).length === 0)
  const seen = await left.finally(stop).then(stop)
  expect(await fingerprint(scene)).toBe(live)
  return { message, seen }
}

/** After a test that failed: the live database as it was, and no other, so that the next test can tell its own. */
async function cleanUp(): Promise<void> {
  for (const name of await leftDatabases(scene)) {
    await scene.sql(`ROLLBACK PREPARED 'held'`, name).catch(() => {})
    const back = `DROP DATABASE erp WITH (FORCE); ALTER DATABASE "${name}" RENAME TO erp; ALTER DATABASE erp ALLOW_CONNECTIONS true`
    const drop = `DROP DATABASE "${name}" WITH (FORCE)`
    await scene.sql(name.includes('__before_') ? back : drop, 'postgres').catch(() => {})
  }
}
afterEach(cleanUp)

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited for 20 s; left: ${await leftDatabases(scene)}`)
    await sleep(50)
  }
}

/** Ports whose bucket does something after the first bytes of the dump. */
function whileReading(action: () => unknown, more: Partial<Ports> = {}): Ports {
  const ports = scene.ports(more)
  const { read } = ports.bucket
  ports.bucket.read = async (key, version) => {
    const chunks = await read(key, version)
    if (key !== dump) return chunks
    return (async function* () {
      let count = 0
      for await (const chunk of chunks) {
        if (++count === 3) await action()
        yield chunk
      }
    })()
  }
  return ports
}

/** Ports whose server does something before a command with this text in it is started. */
function before(
  text: string,
  action: (command: readonly string[]) => unknown,
  more: Partial<Ports> = {},
): Ports {
  const ports = scene.ports(more)
  const { remote } = ports
  const seen = async (command: readonly string[]): Promise<void> => {
    if (command.some(word => word.includes(text))) await action(command)
  }
  ports.remote = {
    ...remote,
    run: async (command, options) => seen(command).then(() => remote.run(command, options)),
    stream: async command => seen(command).then(() => remote.stream(command)),
  }
  return ports
}

const value = (command: readonly string[], name: string): string =>
  command.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''

const killed = `for process in /proc/[0-9]*; do
  if grep -q exit-on-error "$process/cmdline" && [ "$(cat "$process/comm")" = pg_restore ]; then kill -9 "\${process#/proc/}"; fi
done 2>/dev/null || true`

const terminate = (where: string): Promise<string> =>
  scene.sql(
    `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'tsh-pg-backup:restore%' AND ${where}`,
    'postgres',
  )

const flippedAt = (place: (length: number) => number) => (body: Buffer) => {
  const at = place(body.length)
  body.writeUInt8(body.readUInt8(at) ^ 4, at)
  return body
}

describe('the live database notices nothing of a restore that fails, because', () => {
  async function unnoticed(work: () => Promise<unknown>): Promise<string> {
    const { message, seen } = await failing(work)
    expect(seen.failures).toEqual([])
    expect(seen.answers).toBeGreaterThan(10)
    return message
  }

  test.each([
    ['the last bytes of the backup were altered', (length: number) => length - 100, /SHA-256 \w+ and not/],
    ['bytes in its middle were altered', (length: number) => length >> 1, /restore failed: /],
  ])(
    '%s',
    async (_, place, expected) => {
      scene.double.damage(dump, flippedAt(place))
      const message = await unnoticed(() => restore(inputs(), scene.ports()))
      scene.double.damage(dump, flippedAt(place))
      expect(message).toMatch(expected)
      expect(message).toMatch(/database "erp__restore_\w+" was dropped again$/)
    },
    minutes,
  )

  test(
    'bytes were cut off in the bucket',
    async () => {
      let cut: Buffer = Buffer.alloc(0)
      scene.double.damage(dump, body => {
        cut = body.subarray(-1)
        return body.subarray(0, -1)
      })
      expect(await unnoticed(() => restore(inputs(), scene.ports()))).toMatch(
        /restore refused: .* has \d+ bytes and not \d+/,
      )
      scene.double.damage(dump, body => Buffer.concat([body, cut]))
    },
    minutes,
  )

  test(
    'pg_restore is killed',
    async () => {
      const ports = whileReading(() => scene.inside(killed))
      expect(await unnoticed(() => restore(inputs(), ports))).toMatch(/pg_restore (exit 137|ended by)/)
    },
    minutes,
  )

  test(
    'its backend is ended',
    async () => {
      const ports = whileReading(() => terminate(`datname LIKE 'erp\\_\\_restore%'`))
      expect(await unnoticed(() => restore(inputs(), ports))).toMatch(
        /pg_restore exit 1: .*terminating connection/,
      )
    },
    minutes,
  )

  test(
    'the restored rows are not those of the manifest',
    async () => {
      const original = String(scene.double.objects.get(manifest)?.body())
      scene.double.damage(manifest, body =>
        Buffer.from(String(body).replace('"rows": 20000', '"rows": 20001')),
      )
      const message = await unnoticed(() => restore(inputs(), scene.ports()))
      scene.double.damage(manifest, () => Buffer.from(original))
      expect(message).toContain('differs from the manifest: "public"."orders" has 20000 rows and not 20001')
    },
    minutes,
  )

  test(
    'the lock on the live database was lost',
    async () => {
      const ports = before('vacuumdb', () => terminate(`datname = 'erp'`))
      expect(await unnoticed(() => restore(inputs(), ports))).toMatch(
        /the lock on "erp" was lost, so nothing was exchanged/,
      )
    },
    minutes,
  )

  test.each([
    ['while it reads the backup', (abort: () => void) => whileReading(abort)],
    ['while it analyzes', (abort: () => void) => before('vacuumdb', abort)],
    ['when it has restored', (abort: () => void) => before('TSH_ENTRIES', abort)],
  ])(
    'it is cancelled %s',
    async (_, portsWith) => {
      const controller = new AbortController()
      const ports = {
        ...portsWith(() => controller.abort(new Error('cancelled'))),
        signal: controller.signal,
      }
      expect(await unnoticed(() => restore(inputs(), ports))).toBe('restore cancelled; "erp" was not touched')
    },
    minutes,
  )

  test.each([
    ['while it reads the backup', whileReading],
    ['before the swap', (action: () => unknown, more: Partial<Ports>) => before('vacuumdb', action, more)],
  ])(
    'the connection is lost %s',
    async (_, portsWith) => {
      const { proxy, remote } = await throughProxy()
      const ports = portsWith(() => proxy.reset(), { remote })
      expect(await unnoticed(() => restore(inputs(), ports))).toMatch(/connection (was )?lost/)
      await proxy.close()
    },
    minutes,
  )

  test(
    'the name for the set aside database is taken',
    async () => {
      const ports = before('TSH_ASIDE=', command =>
        scene.sql(`CREATE DATABASE "${value(command, 'TSH_ASIDE')}"`, 'postgres'),
      )
      const work = restore(inputs(), ports).finally(async () => {
        const [taken = ''] = (await leftDatabases(scene)).filter(name => name.includes('__before_'))
        await scene.sql(`DROP DATABASE "${taken}"`, 'postgres')
      })
      const { message } = await failing(() => work)
      expect(message).toMatch(
        /cannot exchange "erp", which stays as it was: .*"erp__before_\w+" already exists/,
      )
    },
    minutes,
  )
})

/** A connection that can be cut. */
async function throughProxy() {
  const { server } = scene.sandbox
  const proxy = await startTcpProxy({ host: server.host, port: server.port })
  const knownHosts = server.knownHosts.replaceAll(`:${server.port} `, `:${proxy.port} `).split('\n')
  return { proxy, remote: await connect({ ...server, port: proxy.port, knownHosts }) }
}

describe('the swap', () => {
  test(
    'is undone when the second rename is impossible',
    async () => {
      const ports = before('TSH_ASIDE=', command =>
        scene.sql(`DROP DATABASE "${value(command, 'TSH_NEXT')}" WITH (FORCE)`, 'postgres'),
      )
      const { message, seen } = await failing(() => restore(inputs(), ports))
      expect(message).toMatch(
        /cannot exchange "erp", which stays as it was: .*"erp__restore_\w+" does not exist/,
      )
      expect(seen.longestGap).toBeLessThan(1)
    },
    minutes,
  )

  test(
    'is given up when something holds the new database, and undone each time',
    async () => {
      const ports = before('TSH_ASIDE=', command =>
        scene.sql(`BEGIN; SELECT lo_create(0); PREPARE TRANSACTION 'held';`, value(command, 'TSH_NEXT')),
      )
      const release = async (): Promise<void> => {
        const [held = ''] = await leftDatabases(scene)
        await scene.sql(`ROLLBACK PREPARED 'held'`, held)
        await scene.sql(`DROP DATABASE "${held}" WITH (FORCE)`, 'postgres')
      }
      const { message, seen } = await failing(() => restore(inputs(), ports).finally(release))
      expect(message).toMatch(/cannot exchange "erp", which stays as it was: /)
      console.log('held', seen)
      expect(seen.longestGap).toBeLessThan(2)
    },
    minutes,
  )

  test(
    'is reversed when the application is not healthy afterwards',
    async () => {
      const { message, seen } = await failing(() =>
        restore(inputs({ healthUrl: 'http://127.0.0.1:9/' }), scene.ports(), { healthTimeout: 1 }),
      )
      console.log(message, seen)
      expect(message).toMatch(
        /is not healthy .*; so "erp" is again the database that it was before \(exchanged for 0\.\d+ s and 0\.\d+ s\)/,
      )
      expect(seen.longestGap).toBeLessThan(1)
    },
    minutes,
  )

  test(
    'happens as a whole or not at all when the connection is lost in the middle',
    async () => {
      for (const delay of [0, 0, 5, 20, 50]) {
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
        await until(async () => (await leftDatabases(scene)).every(name => name.includes('__before_')))
        const [aside] = await leftDatabases(scene)
        expect(await scene.sql('SELECT count(*) FROM orders')).toBe(aside ? '20000' : '15000')
        console.log(`cut after ${delay} ms: ${aside ? 'exchanged' : 'as before'}`)
        await cleanUp()
        expect(await fingerprint(scene)).toBe(live)
        await proxy.close()
      }
    },
    3 * minutes,
  )
})

test('many clients that come back at once do not keep the swap from happening', async () => {
  const stops = await Promise.all([1, 2, 3, 4, 5, 6].map(number => startClient(scene, `storm${number}`)))
  const work = restore(inputs(), scene.ports())
  await work.catch(() => {})
  const seen = await Promise.all(stops.map(stop => stop()))
  const { 'downtime-seconds': downtime } = await work
  console.log(
    `downtime ${downtime} s; longest gaps ${seen.map(one => one.longestGap.toFixed(3)).join(', ')} s`,
    seen,
  )
  for (const failure of seen.flatMap(({ failures }) => failures))
    expect(failure).toMatch(/terminating connection|server closed|just been dropped or renamed/)
  expect(downtime).toBeLessThan(0.5)
}, 60_000)
