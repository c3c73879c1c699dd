import type { Fault } from '@tsh/testing'
import type { Case } from '../case.ts'
import type { Step } from '../faults/steps.ts'
import type { Arena } from '../place/arena.ts'

const WRITES = [
  'probe',
  'put',
  'create',
  'first part',
  'last part',
  'complete',
  'roles',
  'contents',
  'restore text',
  'manifest',
] as const
type Write = (typeof WRITES)[number]
const WRITTEN_ONCE: readonly Write[] = ['put', 'complete', 'roles', 'contents', 'restore text', 'manifest']

/** A dump that fits one part is written with a single put, all others in parts. */
const partSizeOf = (step: Write): Partial<Case> => (step === 'put' ? { partSize: 16 * 1024 * 1024 } : {})

const error = (status: number, code: string): S3Failure => ({ status, code })
const once = (step: Step, fault: Fault) => (arena: Arena) => arena.once(step, fault)
const always = (step: Step, fault: Fault) => (arena: Arena) => arena.always(step, fault)

interface S3Failure {
  status: number
  code: string
}

interface Trouble {
  name: string
  arm(step: Step): (arena: Arena) => void
  expect(step: Write): Case['expect']
  for?: readonly Write[]
}

const TROUBLES: Trouble[] = [
  { name: 'the answer is lost', arm: step => once(step, { drop: 'after' }), expect: () => 'backed up' },
  { name: 'the request is lost', arm: step => once(step, { drop: 'before' }), expect: () => 'backed up' },
  {
    name: 'the answer is 500 once',
    arm: step => once(step, error(500, 'InternalError')),
    expect: () => 'backed up',
  },
  {
    name: 'the answer is 503 once',
    arm: step => once(step, error(503, 'SlowDown')),
    expect: () => 'backed up',
  },
  {
    name: 'it was done, and the answer is 500',
    arm: step => once(step, { after: error(500, 'InternalError') }),
    expect: () => 'backed up',
  },
  {
    name: 'the answer is always 503',
    arm: step => always(step, error(503, 'SlowDown')),
    expect: () => /is throttling requests/,
  },
  {
    name: 'no answer ever comes',
    arm: step => always(step, { drop: 'before' }),
    expect: () => /the connection was reset|no response/,
  },
  {
    name: 'it is done, and no answer ever comes',
    arm: step => always(step, { drop: 'after' }),
    expect: step => (WRITTEN_ONCE.includes(step) ? 'backed up' : /connection was reset|no response/),
  },
  {
    name: 'access is denied',
    arm: step => always(step, error(403, 'AccessDenied')),
    expect: () => /access denied/,
  },
  {
    name: 'the answer is 200 with an error once',
    arm: step => once(step, { okWithError: 'InternalError' }),
    expect: () => 'backed up',
  },
  {
    name: 'the answer is always 200 with an error',
    arm: step => always(step, { okWithError: 'InternalError' }),
    expect: () => /internal error|InternalError|does not match what was written/,
  },
]

const troubles: Case[] = TROUBLES.flatMap(({ name, arm, expect }) =>
  WRITES.map(step => ({
    ...{ group: 'G13' as const, name: `${name}: ${step}`, expect: expect(step), arm: arm(step) },
    ...partSizeOf(step),
    naive: ['create', 'first part', 'complete'].includes(step),
    quick: name === 'the answer is lost' && step === 'complete',
  })),
)

const FOREIGN = 'not ours'

/** An object that somebody else wrote under the name, between our look and our write. */
const foreign: Case[] = WRITTEN_ONCE.map(step => ({
  ...{
    group: 'G13',
    name: `a foreign object is in the way: ${step}`,
    expect: /an object with this key already exists/,
  },
  arm: arena =>
    arena.during(step, ({ key = '' }) => {
      arena.double.put(key, FOREIGN)
      arena.kept.add(key)
    }),
  also: ({ double, kept }) =>
    [...kept].every(key => double.objects.get(key)?.body().toString() === FOREIGN)
      ? undefined
      : 'the foreign object is gone',
  ...partSizeOf(step),
}))

const completes: Case[] = [
  ['NoSuchUpload without effect', { status: 404, code: 'NoSuchUpload' }, /upload is unknown/],
  ['NoSuchUpload, and it was done', { after: { status: 404, code: 'NoSuchUpload' } }, 'backed up'],
  ['412, and it was done', { after: { status: 412, code: 'PreconditionFailed' } }, 'backed up'],
  [
    '409, and it was not done',
    { status: 409, code: 'ConditionalRequestConflict' },
    /ConditionalRequestConflict/,
  ],
  ['400 InvalidPart', { status: 400, code: 'InvalidPart' }, /InvalidPart/],
  ['400 EntityTooSmall', { status: 400, code: 'EntityTooSmall' }, /EntityTooSmall/],
].map(([name, fault, expect]) => ({
  ...{ group: 'G13' as const, name: `complete: ${name}`, expect: expect as Case['expect'] },
  arm: (arena: Arena) => arena.once('complete', fault as Fault),
}))

export const answers: Case[] = [...troubles, ...foreign, ...completes]
