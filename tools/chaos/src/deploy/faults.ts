import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionRun } from './action.ts'
import { SLOTS } from './environment.ts'
import type { Scene } from './scene.ts'
import { ENGINE_READY, FILL } from './server-scripts.ts'

/** Something that goes wrong at a moment of a deployment. */
export interface Fault {
  name: string
  /** What happens on the server, at once when the moment has come. */
  server?: string
  /** What happens on this side; settles when it is over, also when it ends by itself. */
  here?(scene: Scene, action: ActionRun): Promise<unknown>
  /** What makes the server well again when the action has ended, for a fault that lasts until then. */
  heal?: string
  /** The runner does not go on with the next step of the job. */
  endsJob: boolean
  /** Whether the workflow still runs its rollback job after a job that did not end well. */
  rollbackFollows: boolean
  /** Seconds after the end of the actions within which the lock must be free. */
  lockFree: number
  /** The moments at which it is tried, where it is slow and shows the same everywhere. Default: all. */
  only?: RegExp
  /** Requests that the fault itself loses, and why nobody could save them; without it none may be lost. */
  unavoidable?: string
}

const ownEnd = { endsJob: false, rollbackFollows: true, lockFree: 5 }

/** The runner's own times: docs.github.com, "Workflow cancellation reference". */
const UNTIL_SIGTERM = 7500
const UNTIL_KILLED = 2500
const DARK = 10_000
const ENGINE_AWAY = 2000

export const FAULTS: readonly Fault[] = [
  {
    name: 'SIGINT',
    ...{ ...ownEnd, endsJob: true },
    async here(_, action) {
      action.kill('SIGINT')
      await Promise.race([action.ended, sleep(UNTIL_SIGTERM, undefined, { ref: false })])
      if (action.over) return
      action.kill('SIGTERM')
      await Promise.race([action.ended, sleep(UNTIL_KILLED, undefined, { ref: false })])
      if (!action.over) action.kill('SIGKILL')
    },
  },
  { name: 'SIGTERM', ...ownEnd, endsJob: true, here: async (_, action) => action.kill('SIGTERM') },
  {
    name: 'SIGKILL',
    // The runner's machine is gone, and nobody but the next deployment comes.
    ...{ ...ownEnd, endsJob: true, rollbackFollows: false },
    here: async (_, action) => action.kill('SIGKILL'),
  },
  { name: 'sshd session', ...ownEnd, server: 'kill $(pgrep -P $(cat /run/sshd.pid)) 2> /dev/null || true' },
  {
    name: 'network',
    // The action notices it 40 s after the last sign of the server, which learns nothing of that and lets go after 45 s.
    ...{ ...ownEnd, lockFree: 15 },
    async here({ proxy }) {
      proxy.blackHole()
      await sleep(DARK)
      proxy.heal()
    },
  },
  {
    name: 'runner lost',
    // With the network, so that the server learns of nothing: the lock has to notice that nobody is there any more.
    ...{ ...ownEnd, endsJob: true, rollbackFollows: false, lockFree: 60 },
    only: /^(locked|migration runs|one-shot runs|slot starts|first container is replaced|moved)$/,
    async here({ proxy }, action) {
      proxy.blackHole()
      action.kill('SIGKILL')
      await action.ended
      proxy.heal()
    },
  },
  {
    name: 'docker daemon',
    ...ownEnd,
    server: 'server-engine kill',
    async here({ exec }) {
      await sleep(ENGINE_AWAY)
      await exec(`rm -f /var/run/docker.pid; server-engine start; ${ENGINE_READY}`)
    },
    unavoidable:
      'the engine writes the addresses of published ports anew when it starts, and nobody reaches a container meanwhile',
  },
  {
    name: 'disk full',
    ...ownEnd,
    server: FILL,
    heal: 'rm -f /disk/full /disk/full.rest',
  },
  {
    name: 'proxy config',
    ...ownEnd,
    server: `echo 'nonsense {' > /etc/nginx/conf.d/broken.conf; mount --bind ${SLOTS} ${SLOTS}; mount -o remount,ro,bind ${SLOTS}`,
    heal: `umount ${SLOTS}; rm -f /etc/nginx/conf.d/broken.conf`,
  },
]
