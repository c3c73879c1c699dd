import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionRun } from './action.ts'
import { SLOTS } from './environment.ts'
import { ENGINE_READY, FILL } from './server-scripts.ts'
import type { Testbed } from './testbed.ts'

/** A fault at an injection point of a deployment. */
export interface Fault {
  name: string
  /** Command on the server, run immediately at the injection point. */
  server?: string
  /** Injection on this machine; resolves when the fault is over. */
  local?(testbed: Testbed, action: ActionRun): Promise<unknown>
  /** Command that heals the server after the action, for a fault that lasts until then. */
  heal?: string
  /** The runner does not continue with the next step of the job. */
  endsJob: boolean
  /** Whether the workflow still runs its rollback job after the failed job. */
  rollbackFollows: boolean
  /** Seconds after the end of the actions within which the lock must be free. */
  lockFreeSeconds: number
  /** The injection points to use, for slow faults with the same effect everywhere. Default: all. */
  only?: RegExp
  /** Why the fault itself unavoidably loses requests; undefined if no request may be lost. */
  unavoidable?: string
}

const DEFAULTS = { endsJob: false, rollbackFollows: true, lockFreeSeconds: 5 }

/** The runner's own times: docs.github.com, "Workflow cancellation reference". */
const UNTIL_SIGTERM_MS = 7500
const UNTIL_SIGKILL_MS = 2500
const OUTAGE_MS = 10_000
const ENGINE_DOWN_MS = 2000

export const FAULTS: readonly Fault[] = [
  {
    name: 'SIGINT',
    ...{ ...DEFAULTS, endsJob: true },
    async local(_, action) {
      action.kill('SIGINT')
      await Promise.race([action.ended, sleep(UNTIL_SIGTERM_MS, undefined, { ref: false })])
      if (action.over) return
      action.kill('SIGTERM')
      await Promise.race([action.ended, sleep(UNTIL_SIGKILL_MS, undefined, { ref: false })])
      if (!action.over) action.kill('SIGKILL')
    },
  },
  { name: 'SIGTERM', ...DEFAULTS, endsJob: true, local: async (_, action) => action.kill('SIGTERM') },
  {
    name: 'SIGKILL',
    // The runner's machine is lost, so only the next deployment follows.
    ...{ ...DEFAULTS, endsJob: true, rollbackFollows: false },
    local: async (_, action) => action.kill('SIGKILL'),
  },
  { name: 'sshd session', ...DEFAULTS, server: 'kill $(pgrep -P $(cat /run/sshd.pid)) 2> /dev/null || true' },
  {
    name: 'network',
    // The action detects it 40 s after the last packet of the server, which does not notice and releases the lock after 45 s.
    ...{ ...DEFAULTS, lockFreeSeconds: 15 },
    async local({ proxy }) {
      proxy.blackHole()
      await sleep(OUTAGE_MS)
      proxy.heal()
    },
  },
  {
    name: 'runner lost',
    // Together with the network, so that the server is not notified: the lock must detect the dead holder.
    ...{ ...DEFAULTS, endsJob: true, rollbackFollows: false, lockFreeSeconds: 60 },
    only: /^(locked|migration runs|one-shot runs|slot starts|first container is replaced|moved)$/,
    async local({ proxy }, action) {
      proxy.blackHole()
      action.kill('SIGKILL')
      await action.ended
      proxy.heal()
    },
  },
  {
    name: 'docker daemon',
    ...DEFAULTS,
    server: 'server-engine kill',
    async local({ exec }) {
      await sleep(ENGINE_DOWN_MS)
      await exec(`rm -f /var/run/docker.pid; server-engine start; ${ENGINE_READY}`)
    },
    unavoidable:
      'the engine rewrites the rules of published ports when it starts, and containers are unreachable meanwhile',
  },
  {
    name: 'disk full',
    ...DEFAULTS,
    server: FILL,
    heal: 'rm -f /disk/full /disk/full.rest',
  },
  {
    name: 'proxy config',
    ...DEFAULTS,
    server: `echo 'nonsense {' > /etc/nginx/conf.d/broken.conf; mount --bind ${SLOTS} ${SLOTS}; mount -o remount,ro,bind ${SLOTS}`,
    heal: `umount ${SLOTS}; rm -f /etc/nginx/conf.d/broken.conf`,
  },
]
