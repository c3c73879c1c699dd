import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionEnd, ActionRun } from './action.ts'
import type { Case, Span } from './case.ts'
import { GATE, PATH } from './environment.ts'
import { armGate, BEFORE, beforeIn, GATE_REACHED, RELEASE_GATE } from './injection-points.ts'
import type { Testbed } from './testbed.ts'

/** Milliseconds after which an action is considered hung. */
const TIMEOUT_MS = 240_000

/** The first responses after a fault may still come from old connections. */
const AFTER_MS = 1500

export interface FaultInjection {
  end: ActionEnd
  /** Why the case is invalid. */
  problem?: string
  /** The duration of the fault. */
  fault: Span
}

/** Runs an action and injects the fault at its injection point. */
export async function injectFault(
  testbed: Testbed,
  { point, fault }: Case,
  { run, start }: { run: string; start: () => ActionRun },
): Promise<FaultInjection> {
  const { trigger } = point
  const before = beforeIn(await testbed.exec(BEFORE), run)
  const waits = 'log' in trigger
  const release = waits ? await holdLock(testbed) : async (): Promise<void> => {}
  if ('gate' in trigger) await testbed.exec(armGate(trigger.gate))
  const condition =
    'gate' in trigger ? GATE_REACHED : 'condition' in trigger ? trigger.condition(before) : undefined
  const watch = condition === undefined ? undefined : startWatch(testbed, condition, fault.server ?? ':')
  await watch?.started
  const action = start()
  // The action may exit at the injection point.
  const over = action.ended.then(() => sleep(1000, false))
  const noticed = watch?.noticed ?? action.waitForLog('log' in trigger ? trigger.log : /./).then(() => true)
  const came = (await Promise.race([noticed, over])) || ((await watch?.end()) ?? false)
  const from = watch?.actedAt() ?? Date.now()
  if (came && !watch && fault.server) await testbed.exec(fault.server)
  const healed = came ? fault.local?.(testbed, action) : undefined
  // A cancelled action must terminate what is paused; all others continue.
  if (fault.endsJob) await Promise.race([action.ended, sleep(15_000, undefined, { ref: false })])
  if ('gate' in trigger) await testbed.exec(RELEASE_GATE)
  await release()
  const end = await ended(action)
  await healed
  const to = Date.now() + AFTER_MS
  if (came && fault.heal) await testbed.exec(fault.heal)
  const problem = end ? (came ? undefined : 'the injection point was not reached') : 'the action hung'
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
    sleep(TIMEOUT_MS, undefined, { signal: late.signal }).catch(() => undefined),
  ])
  late.abort()
  if (!end) action.kill('SIGKILL')
  return end
}

/** Another deployment that holds the lock until it is released. */
async function holdLock({ exec }: Testbed): Promise<() => Promise<void>> {
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
  started: Promise<unknown>
  /** Whether the condition became true; the fault has been injected by then. */
  noticed: Promise<boolean>
  /** When the fault was injected, by the server's clock, in milliseconds since the epoch. */
  actedAt(): number | undefined
  /** Stops waiting for the condition, but waits for a running injection: filling a disk takes a while. */
  end(): Promise<boolean>
}

/** Waits on the server for a condition and immediately runs a command there. */
function startWatch({ sandbox: { server }, exec }: Testbed, condition: string, command: string): Watch {
  // bash, because its `read` waits without a process; 100 processes per second and server would slow down the machine.
  const script = `exec 9<> <(:); touch ${GATE}/watching; echo started
while [ -e ${GATE}/watching ]; do if ${condition}; then echo "at $EPOCHREALTIME"; ${command}
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
  const printed = (text: string): Promise<true> =>
    new Promise(resolve => child.stdout.on('data', (data: Buffer) => data.includes(text) && resolve(true)))
  const started = printed('started')
  const noticed = Promise.race([printed('noticed'), once(child, 'close').then(() => false)])
  const end = (): Promise<boolean> => exec(`rm -f ${GATE}/watching`).then(() => noticed)
  return { started, noticed, actedAt, end }
}
