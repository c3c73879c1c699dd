import { attempt } from '../attempt.ts'
import type { Case } from '../case.ts'
import { killSession } from '../faults/faults.ts'
import { NAIVE_STEPS, STEPS, type Step } from '../faults/steps.ts'
import type { CaseContext } from '../place/case-context.ts'

const LOST =
  /connection was lost|opened no session|Not connected|interrupted|lost the connection to the database|was terminated/

const FAULTS: Record<string, (context: CaseContext) => unknown> = {
  'sshd is killed': killSession,
  'the connection is reset': ({ proxy }) => proxy.reset(),
  'the connection is closed': ({ proxy }) => proxy.end(),
}

/** The server is no longer needed once the dump and the roles have been read. */
const WITHOUT_SERVER: readonly Step[] = [
  'last part',
  'complete',
  'look',
  'read-back',
  'roles',
  'contents',
  'restore text',
  'manifest',
]

const cuts: Case[] = Object.entries(FAULTS).flatMap(([fault, cut]) =>
  STEPS.map(step => ({
    ...{ group: 'G2' as const, name: `${fault} at the ${step}`, database: 'shop' as const },
    expect: WITHOUT_SERVER.includes(step) ? ('backed up' as const) : LOST,
    arm: (context: CaseContext) => context.during(step, () => cut(context)),
    naive: NAIVE_STEPS.includes(step) && fault !== 'sshd is killed',
    quick: step === 'first part',
  })),
)

const bytes: Case[] = [20_000, 100_000, 1_000_000, 5_000_000, 15_000_000, 25_000_000].map(count => ({
  ...{ group: 'G2', name: `the connection is reset after ${count} bytes`, database: 'shop', expect: LOST },
  arm: ({ proxy }) => proxy.onBytes(count, () => proxy.reset()),
  naive: true,
}))

/** Detected by the SSH keepalive, which takes a while. */
const holes: Case[] = (['bucket check', 'create', 'middle part'] as const).map(step => ({
  ...{
    group: 'G2',
    name: `the network is blackholed at the ${step}`,
    database: 'shop',
    expect: LOST,
    timeoutSeconds: 90,
  },
  async perform(context) {
    context.during(step, () => context.proxy.blackHole())
    const outcome = await attempt(context)
    // Only now the server notices it and terminates its processes.
    context.proxy.reset()
    return outcome
  },
}))

export const connection: Case[] = [...cuts, ...bytes, ...holes]
