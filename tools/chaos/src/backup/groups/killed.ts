import { setTimeout as sleep } from 'node:timers/promises'
import type { S3Request } from '@tsh/testing'
import { attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import { type Child, type ChildEnd, startChild } from '../child.ts'
import type { Step } from '../faults/steps.ts'
import type { Arena } from '../place/arena.ts'

/** What `main.ts` uses at least: two parts for `shop`. */
const PARTS_OF_16_MIB = { database: 'shop' as const, partSize: 16 * 1024 * 1024 }
const STEPS: Step[] = [
  'bucket check',
  'probe',
  'create',
  'first part',
  'last part',
  'complete',
  'read-back',
  'roles',
  'contents',
  'manifest',
]
const CANCELLED = /cancelled/

/** Who is cancelled while the manifest is being written has a backup: taking it away would be no better. */
const expected = (step: Step): Case['expect'] => (step === 'manifest' ? 'backed up' : CANCELLED)

const aborted: Case[] = STEPS.map(step => ({
  ...{ group: 'G12', name: `cancelled at the ${step}`, expect: expected(step) },
  arm: arena => arena.during(step, () => arena.cancel.abort(new Error('cancelled'))),
  quick: step === 'first part',
}))

const signalled: Case[] = (['SIGINT', 'SIGTERM'] as const).flatMap(signal =>
  STEPS.filter(
    step => signal === 'SIGINT' || ['first part', 'complete', 'read-back', 'manifest'].includes(step),
  ).map(step => ({
    ...{
      group: 'G12' as const,
      name: `${signal} at the ${step}`,
      expect: expected(step),
      ...PARTS_OF_16_MIB,
    },
    async perform(arena: Arena) {
      const child = await childUntil(arena, step, one => one.kill(signal))
      return (await child.ended).outcome
    },
    quick: signal === 'SIGINT' && step === 'first part',
  })),
)

const killedThenPost: Case[] = STEPS.map(step => ({
  ...{
    group: 'G12',
    name: `SIGKILL at the ${step}, then the post step`,
    expect: step === 'manifest' ? 'backed up' : /killed/,
    ...PARTS_OF_16_MIB,
  },
  async perform(arena) {
    const main = await killedAt(arena, step)
    const post = await (await startChild(arena, { state: main.state })).ended
    if (post.code !== 0) return { backedUp: false, message: `the post step failed: ${post.stdout}` }
    return published(arena)
  },
  quick: step === 'first part',
}))

/** Milliseconds after which nobody can still be at work on what a run has left. */
const OLD = 49 * 3_600_000

const killedThenNext: Case[] = STEPS.map(step => ({
  ...{
    group: 'G12',
    name: `SIGKILL at the ${step}, and two days later another backup`,
    expect: 'backed up',
    ...PARTS_OF_16_MIB,
  },
  async perform(arena) {
    arena.double.clockOffset = -OLD
    await killedAt(arena, step)
    keepWhatIsWhole(arena)
    arena.double.clockOffset = 0
    return attempt(arena, { partSize: PARTS_OF_16_MIB.partSize })
  },
}))

const killedJustNow: Case[] = [
  {
    ...{
      group: 'G12',
      name: 'SIGKILL, and at once another backup: the lock is free',
      expect: 'backed up',
      ...PARTS_OF_16_MIB,
    },
    async perform(arena) {
      await killedAt(arena, 'read-back')
      // It could belong to a server that shares the prefix, and is left alone while it is young.
      for (const key of arena.double.objects.keys()) arena.kept.add(key)
      return attempt(arena, { partSize: PARTS_OF_16_MIB.partSize })
    },
    also: ({ double, kept }) =>
      [...kept].every(key => double.objects.has(key)) ? undefined : 'young data was removed',
  },
]

/** Who is killed while the manifest is on its way has made a backup. */
function keepWhatIsWhole(arena: Arena): void {
  if (!published(arena).backedUp) return
  for (const key of arena.double.objects.keys()) arena.kept.add(key)
}

const twice: Case[] = [
  {
    ...{
      group: 'G12',
      name: 'the post step after a backup that was made',
      expect: 'backed up',
      ...PARTS_OF_16_MIB,
    },
    async perform(arena) {
      const main = await (await startChild(arena)).ended
      const post = await (await startChild(arena, { state: main.state })).ended
      return post.code === 0 ? main.outcome : post.outcome
    },
  },
  {
    ...{ group: 'G12', name: 'the post step twice', expect: /killed/, ...PARTS_OF_16_MIB },
    async perform(arena) {
      const main = await killedAt(arena, 'first part')
      await (await startChild(arena, { state: main.state })).ended
      const post = await (await startChild(arena, { state: main.state })).ended
      return post.code === 0 ? published(arena) : post.outcome
    },
  },
]

async function childUntil(
  arena: Arena,
  step: Step,
  action: (child: Child, request: S3Request) => unknown,
): Promise<Child> {
  const started = startChild(arena)
  arena.during(step, async request => action(await started, request))
  return started
}

/** Runs the action and kills it at a step; the request of that step takes effect all the same. */
async function killedAt(arena: Arena, step: Step): Promise<ChildEnd> {
  let held: S3Request | undefined
  const child = await childUntil(arena, step, async (one, request) => {
    held = request
    one.kill('SIGKILL')
    await one.ended
  })
  const end = await child.ended
  while (held && held.status === undefined) await sleep(10)
  return end
}

/** What the store tells after a process that can tell nothing any more. */
function published({ double }: Arena): Outcome {
  const manifest = [...double.objects.keys()].find(key => key.includes('/catalog/'))
  if (!manifest) return { backedUp: false, message: 'killed, and there is no manifest' }
  return { backedUp: true, id: manifest.replace(/^.*\/|\.json$/g, ''), manifest }
}

export const killed: Case[] = [
  ...aborted,
  ...signalled,
  ...killedThenPost,
  ...killedThenNext,
  ...killedJustNow,
  ...twice,
]
