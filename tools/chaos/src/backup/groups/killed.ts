import { setTimeout as sleep } from 'node:timers/promises'
import type { S3Request } from '@tsh/testing'
import { attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import { type Child, type ChildEnd, startChild } from '../child.ts'
import type { Step } from '../faults/steps.ts'
import type { CaseContext } from '../place/case-context.ts'

/** The minimum part size of `main.ts`: two parts for `shop`. */
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

/** A run that is cancelled while the manifest is being written has a backup, which is kept. */
const expected = (step: Step): Case['expect'] => (step === 'manifest' ? 'backed up' : CANCELLED)

const aborted: Case[] = STEPS.map(step => ({
  ...{ group: 'G12', name: `cancelled at the ${step}`, expect: expected(step) },
  arm: context => context.during(step, () => context.cancel.abort(new Error('cancelled'))),
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
    async perform(context: CaseContext) {
      const child = await childUntil(context, step, one => one.kill(signal))
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
  async perform(context) {
    const main = await killedAt(context, step)
    const post = await (await startChild(context, { state: main.state })).ended
    if (post.code !== 0) return { backedUp: false, message: `the post step failed: ${post.stdout}` }
    return published(context)
  },
  quick: step === 'first part',
}))

/** The age after which leftovers of a run are stale. */
const STALE_AFTER_MS = 49 * 3_600_000

const killedThenNext: Case[] = STEPS.map(step => ({
  ...{
    group: 'G12',
    name: `SIGKILL at the ${step}, and two days later another backup`,
    expect: 'backed up',
    ...PARTS_OF_16_MIB,
  },
  async perform(context) {
    context.double.clockOffset = -STALE_AFTER_MS
    await killedAt(context, step)
    keepCompleteBackup(context)
    context.double.clockOffset = 0
    return attempt(context, { partSize: PARTS_OF_16_MIB.partSize })
  },
}))

const killedJustNow: Case[] = [
  {
    ...{
      group: 'G12',
      name: 'SIGKILL, and immediately another backup: the lock is free',
      expect: 'backed up',
      ...PARTS_OF_16_MIB,
    },
    async perform(context) {
      await killedAt(context, 'read-back')
      // Recent data could belong to another server with the same prefix, so it is kept.
      for (const key of context.double.objects.keys()) context.kept.add(key)
      return attempt(context, { partSize: PARTS_OF_16_MIB.partSize })
    },
    also: ({ double, kept }) =>
      [...kept].every(key => double.objects.has(key)) ? undefined : 'recent data was removed',
  },
]

/** A run that is killed while the manifest is being written has made a backup. */
function keepCompleteBackup(context: CaseContext): void {
  if (!published(context).backedUp) return
  for (const key of context.double.objects.keys()) context.kept.add(key)
}

const twice: Case[] = [
  {
    ...{
      group: 'G12',
      name: 'the post step after a successful backup',
      expect: 'backed up',
      ...PARTS_OF_16_MIB,
    },
    async perform(context) {
      const main = await (await startChild(context)).ended
      const post = await (await startChild(context, { state: main.state })).ended
      return post.code === 0 ? main.outcome : post.outcome
    },
  },
  {
    ...{ group: 'G12', name: 'the post step twice', expect: /killed/, ...PARTS_OF_16_MIB },
    async perform(context) {
      const main = await killedAt(context, 'first part')
      await (await startChild(context, { state: main.state })).ended
      const post = await (await startChild(context, { state: main.state })).ended
      return post.code === 0 ? published(context) : post.outcome
    },
  },
]

async function childUntil(
  context: CaseContext,
  step: Step,
  action: (child: Child, request: S3Request) => unknown,
): Promise<Child> {
  const started = startChild(context)
  context.during(step, async request => action(await started, request))
  return started
}

/** Runs the action and kills it at a step; the request of that step still takes effect. */
async function killedAt(context: CaseContext, step: Step): Promise<ChildEnd> {
  let held: S3Request | undefined
  const child = await childUntil(context, step, async (one, request) => {
    held = request
    one.kill('SIGKILL')
    await one.ended
  })
  const end = await child.ended
  while (held && held.status === undefined) await sleep(10)
  return end
}

/** The outcome according to the store, after the process was killed. */
function published({ double }: CaseContext): Outcome {
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
