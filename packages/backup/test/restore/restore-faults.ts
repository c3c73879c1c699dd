import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { connect } from '@tsh/remote'
import { startTcpProxy, waitFor } from '@tsh/testing'
import { backUp } from '../../src/backup/back-up.ts'
import type { Ports } from '../../src/context.ts'
import type { RestoreInputs } from '../../src/inputs/inputs.ts'
import { fingerprint, leftDatabases, type Seen, startClient } from './restore-observe.ts'
import { type Scene, startScene } from './restore-scene.ts'

export let scene: Scene
export let live: string
export let backup: string
export let dump: string
export let manifest: string

/** Starts a server with a backup and a live database that has changed since; must be called in the test file itself. */
export function prepare(): void {
  beforeAll(async () => {
    scene = await startScene()
    await scene.sql(readFileSync(join(import.meta.dirname, 'restore-database.sql'), 'utf8'))
    backup = (await backUp(scene.inputs, scene.ports()))['backup-id']
    dump = `erp/v1/production/erp/data/${backup}/dump.pgc`
    manifest = `erp/v1/production/erp/catalog/${backup}.json`
    await scene.sql('DELETE FROM orders WHERE id > 15000; REFRESH MATERIALIZED VIEW sums')
    live = await fingerprint(scene)
  })
  afterAll(() => scene?.stop())
  afterEach(cleanUp)
}

export const inputs = (more: Partial<RestoreInputs> = {}): Scene['inputs'] => ({
  ...scene.inputs,
  ...{ backupId: backup, confirm: 'erp', skipSafetyBackupReason: 'test', ...more },
})

/** Runs a failing restore while a client queries the live database, which must not be affected. */
export async function failing(
  work: () => Promise<unknown>,
  pauseSeconds?: number,
): Promise<{ message: string; seen: Seen }> {
  const stop = await startClient(scene, 'client', pauseSeconds)
  const message = await work().then(
    () => 'the restore succeeded',
    (cause: Error) => cause.message,
  )
  const left = untilLeft(names => names.length === 0)
  const seen = await left.finally(stop).then(stop)
  expect(await fingerprint(scene)).toBe(live)
  return { message, seen }
}

/** After a failed test, restores the live database and drops all others, so that the next test starts clean. */
export async function cleanUp(): Promise<void> {
  for (const name of await leftDatabases(scene)) {
    await scene.sql(`ROLLBACK PREPARED 'held'`, name).catch(() => {})
    const back = `DROP DATABASE erp WITH (FORCE); ALTER DATABASE "${name}" RENAME TO erp; ALTER DATABASE erp ALLOW_CONNECTIONS true`
    const drop = `DROP DATABASE "${name}" WITH (FORCE)`
    await scene.sql(name.includes('__before_') ? back : drop, 'postgres').catch(() => {})
  }
}

/** Waits until the only databases next to the live one are expected ones. */
export const untilLeft = (isExpected: (names: string[]) => boolean): Promise<string[]> =>
  waitFor('the databases that a restore leaves', () => leftDatabases(scene), isExpected)

/** Ports whose bucket runs an action after the first bytes of the dump. */
export function whileReading(action: () => unknown, more: Partial<Ports> = {}): Ports {
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

/** Ports whose server runs an action before a command that contains this text. */
export function before(
  text: string,
  action: (command: readonly string[]) => unknown,
  more: Partial<Ports> = {},
): Ports {
  const ports = scene.ports(more)
  const { remote } = ports
  const seen = async (command: readonly string[]): Promise<void> => {
    if (command.some(arg => arg.includes(text))) await action(command)
  }
  ports.remote = {
    ...remote,
    run: async (command, options) => seen(command).then(() => remote.run(command, options)),
    stream: async command => seen(command).then(() => remote.stream(command)),
  }
  return ports
}

export const value = (command: readonly string[], name: string): string =>
  command.find(arg => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''

/** Kills the restoring pg_restore and prints it; prints nothing if it has not started. */
export const killed = `for process in /proc/[0-9]*; do
  if grep -q exit-on-error "$process/cmdline" && [ "$(cat "$process/comm")" = pg_restore ]; then kill -9 "\${process#/proc/}" && echo killed; fi
done 2>/dev/null || true`

export const terminate = (where: string): Promise<string> =>
  scene.sql(
    `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'tsh-pg-backup:restore%' AND ${where}`,
    'postgres',
  )

/** A connection that can be interrupted. */
export async function throughProxy() {
  const { server } = scene.sandbox
  const proxy = await startTcpProxy({ host: server.host, port: server.port })
  const knownHosts = server.knownHosts.replaceAll(`:${server.port} `, `:${proxy.port} `).split('\n')
  return { proxy, remote: await connect({ ...server, port: proxy.port, knownHosts }) }
}
