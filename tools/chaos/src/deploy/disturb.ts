import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionEnd, ActionRun } from './action.ts'
import type { Case, Span } from './case.ts'
import { GATE, PATH } from './environment.ts'
import { armGate, BEFORE, beforeIn, GATE_REACHED, RELEASE_GATE } from './moments.ts'
import type { Scene } from './scene.ts'

/** Milliseconds after which an action counts as hanging. */
const PATIENCE = 240_000

/** The first answers after a fault may still be those of connections from before. */
const AFTER_MS = 1500

export interface Disturbed {
  end: ActionEnd
  /** What kept the case from being what it is. */
  problem?: string
  /** When the fault was there. */
  fault: Span
}

/** Runs an action and lets the fault happen at its moment. */
export async function disturb(
  scene: Scene,
  { moment, fault }: Case,
  { run, start }: { run: string; start: () => ActionRun },
): Promise<Disturbed> {
  const { sign } = moment
  const before = beforeIn(await scene.exec(BEFORE), run)
  const waits = 'log' in sign
  const release = waits ? await holdLock(scene) : async (): Promise<void> => {}
  if ('gate' in sign) await scene.exec(armGate(sign.gate))
  const condition = 'gate' in sign ? GATE_REACHED : 'condition' in sign ? sign.condition(before) : undefined
  const watch = condition === undefined ? undefined : startWatch(scene, condition, fault.server ?? ':')
  await watch?.begun
  const action = start()
  // The action may end with the moment.
  const over = action.ended.then(() => sleep(1000, false))
  const noticed = watch?.noticed ?? action.says('log' in sign ? sign.log : /./).then(() => true)
  const came = (await Promise.race([noticed, over])) || ((await watch?.end()) ?? false)
  const from = watch?.actedAt() ?? Date.now()
  if (came && !watch && fault.server) await scene.exec(fault.server)
  const healed = came ? fault.here?.(scene, action) : undefined
  // Who is cancelled has to end what stands still; everybody else goes on.
  if (fault.endsJob) await Promise.race([action.ended, sleep(15_000, undefined, { ref: false })])
  if ('gate' in sign) await scene.exec(RELEASE_GATE)
  await release()
  const end = await ended(action)
  await healed
  const to = Date.now() + AFTER_MS
  if (came && fault.heal) await scene.exec(fault.heal)
  const problem = end ? (came ? undefined : 'the moment did not come') : 'the action hung'
  return {
    end: end ?? (await action.ended),
    ...(problem === undefined ? {} : { problem }),
    fault: { from, to },
  }
}

async function ended(action: ActionRun): Promise<ActionEnd | undefined> {
  const late = new AbortController()
  const end = await Promise.race([
    action.ended,
    sleep(PATIENCE, undefined, { signal: late.signal }).catch(() => undefined),
  ])
  late.abort()
  if (!end) action.kill('SIGKILL')
  return end
}

/** Another deployment that has the lock until it is told to let go. */
async function holdLock({ exec }: Scene): Promise<() => Promise<void>> {
  const held = exec(
    `mkdir -p ${PATH}/.deploy; cd ${PATH}/.deploy; touch ${GATE}/holding; echo 'run 7, by grace' > lease
flock lock sh -c 'while [ -e ${GATE}/holding ]; do sleep 0.05; done; rm -f lease'`,
  )
  await exec(`while flock -n ${PATH}/.deploy/lock true; do sleep 0.02; done`)
  return async () => {
    await exec(`rm -f ${GATE}/holding`)
    await held
  }
}

interface Watch {
  begun: Promise<unknown>
  /** Whether the condition came; then everything is done. */
  noticed: Promise<boolean>
  /** When something was done, by the server's clock; milliseconds since the epoch. */
  actedAt(): number | undefined
  /** Waits for the condition no longer, but for what is being done: a disk takes its time to become full. */
  end(): Promise<boolean>
}

/** Waits on the server for a condition and does something there at once. */
function startWatch({ sandbox: { server }, exec }: Scene, condition: string, deed: string): Watch {
  // bash, whose `read` waits without a process: a hundred of them per second and server slow the whole machine down.
  const script = `exec 9<> <(:); touch ${GATE}/watching; echo begun
while [ -e ${GATE}/watching ]; do if ${condition}; then echo "at $EPOCHREALTIME"; ${deed}
echo noticed; exit; fi; read -rt 0.01 -u 9; done`
  const [file = '', ...args] = server.execPrefix
  const child = spawn(file, [...args, 'bash', '-c', script])
  let output = ''
  child.stdout.on('data', (text: Buffer) => {
    output += text
  })
  const actedAt = (): number | undefined => {
    const [, seconds] = /^at ([\d.]+)$/m.exec(output) ?? []
    return seconds === undefined ? undefined : Math.floor(Number(seconds) * 1000)
  }
  const said = (word: string): Promise<true> =>
    new Promise(resolve => child.stdout.on('data', (text: Buffer) => text.includes(word) && resolve(true)))
  const begun = said('begun')
  const noticed = Promise.race([said('noticed'), once(child, 'close').then(() => false)])
  const end = (): Promise<boolean> => exec(`rm -f ${GATE}/watching`).then(() => noticed)
  return { begun, noticed, actedAt, end }
}
