import { attempt } from '../attempt.ts'
import type { Case } from '../case.ts'
import { killSession } from '../faults/faults.ts'
import { NAIVE_STEPS, STEPS, type Step } from '../faults/steps.ts'
import type { Arena } from '../place/arena.ts'

const LOST =
  /connection was lost|opened no session|Not connected|interrupted|connection to the database .* ended|was terminated/

const WAYS: Record<string, (arena: Arena) => unknown> = {
  'sshd ends': killSession,
  'the connection is reset': ({ proxy }) => proxy.reset(),
  'the connection is closed': ({ proxy }) => proxy.end(),
}

/** The server is not needed any more once the dump and the roles are read. */
const NEEDLESS: readonly Step[] = [
  'last part',
  'complete',
  'look',
  'read-back',
  'roles',
  'contents',
  'restore text',
  'manifest',
]

const cuts: Case[] = Object.entries(WAYS).flatMap(([way, cut]) =>
  STEPS.map(step => ({
    ...{ group: 'G2' as const, name: `${way} at the ${step}`, database: 'shop' as const },
    expect: NEEDLESS.includes(step) ? ('backed up' as const) : LOST,
    arm: (arena: Arena) => arena.during(step, () => cut(arena)),
    naive: NAIVE_STEPS.includes(step) && way !== 'sshd ends',
    quick: step === 'first part',
  })),
)

const bytes: Case[] = [20_000, 100_000, 1_000_000, 5_000_000, 15_000_000, 25_000_000].map(count => ({
  ...{ group: 'G2', name: `the connection is reset after ${count} bytes`, database: 'shop', expect: LOST },
  arm: ({ proxy }) => proxy.onBytes(count, () => proxy.reset()),
  naive: true,
}))

/** Noticed by the keep-alive of ssh, which takes its time. */
const holes: Case[] = (['bucket check', 'create', 'middle part'] as const).map(step => ({
  ...{
    group: 'G2',
    name: `nothing comes through any more at the ${step}`,
    database: 'shop',
    expect: LOST,
    patience: 90,
  },
  async perform(arena) {
    arena.during(step, () => arena.proxy.blackHole())
    const outcome = await attempt(arena)
    // Only now does the server learn of it, and what it has started ends.
    arena.proxy.reset()
    return outcome
  },
}))

export const connection: Case[] = [...cuts, ...bytes, ...holes]
