import type { Fault } from '@tsh/testing'
import type { Case } from '../case.ts'
import type { Step } from '../faults/steps.ts'
import type { CaseContext } from '../place/case-context.ts'

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

/** A dump that fits into one part is written with a single PUT, all others as multipart uploads. */
const partSizeOf = (step: Write): Partial<Case> => (step === 'put' ? { partSize: 16 * 1024 * 1024 } : {})

const error = (status: number, code: string): S3Failure => ({ status, code })
const once = (step: Step, fault: Fault) => (context: CaseContext) => context.once(step, fault)
const always = (step: Step, fault: Fault) => (context: CaseContext) => context.always(step, fault)

interface S3Failure {
  status: number
  code: string
}

interface ResponseFault {
  name: string
  arm(step: Step): (context: CaseContext) => void
  expect(step: Write): Case['expect']
  for?: readonly Write[]
}

const RESPONSE_FAULTS: ResponseFault[] = [
  { name: 'the response is lost', arm: step => once(step, { drop: 'after' }), expect: () => 'backed up' },
  { name: 'the request is lost', arm: step => once(step, { drop: 'before' }), expect: () => 'backed up' },
  {
    name: 'the response is 500 once',
    arm: step => once(step, error(500, 'InternalError')),
    expect: () => 'backed up',
  },
  {
    name: 'the response is 503 once',
    arm: step => once(step, error(503, 'SlowDown')),
    expect: () => 'backed up',
  },
  {
    name: 'the request took effect, but the response is 500',
    arm: step => once(step, { after: error(500, 'InternalError') }),
    expect: () => 'backed up',
  },
  {
    name: 'the response is always 503',
    arm: step => always(step, error(503, 'SlowDown')),
    expect: () => /is throttling requests/,
  },
  {
    name: 'no response ever arrives',
    arm: step => always(step, { drop: 'before' }),
    expect: () => /the connection was reset|no response|without a response/,
  },
  {
    name: 'the request took effect, but no response ever arrives',
    arm: step => always(step, { drop: 'after' }),
    expect: step =>
      WRITTEN_ONCE.includes(step) ? 'backed up' : /connection was reset|no response|without a response/,
  },
  {
    name: 'access is denied',
    arm: step => always(step, error(403, 'AccessDenied')),
    expect: () => /access denied/,
  },
  {
    name: 'the response is 200 with an error once',
    arm: step => once(step, { okWithError: 'InternalError' }),
    expect: () => 'backed up',
  },
  {
    name: 'the response is always 200 with an error',
    arm: step => always(step, { okWithError: 'InternalError' }),
    expect: () => /internal error|InternalError|does not match what was written/,
  },
]

const responseFaults: Case[] = RESPONSE_FAULTS.flatMap(({ name, arm, expect }) =>
  WRITES.map(step => ({
    ...{ group: 'G13' as const, name: `${name}: ${step}`, expect: expect(step), arm: arm(step) },
    ...partSizeOf(step),
    naive: ['create', 'first part', 'complete'].includes(step),
    quick: name === 'the response is lost' && step === 'complete',
  })),
)

const OTHER_WRITER = 'not ours'

/** Another writer created an object with the same key between our check and our write. */
const conflicts: Case[] = WRITTEN_ONCE.map(step => ({
  ...{
    group: 'G13',
    name: `an object of another writer already exists: ${step}`,
    expect: /an object with this key already exists/,
  },
  arm: context =>
    context.during(step, ({ key = '' }) => {
      context.double.put(key, OTHER_WRITER)
      context.kept.add(key)
    }),
  also: ({ double, kept }) =>
    [...kept].every(key => double.objects.get(key)?.body().toString() === OTHER_WRITER)
      ? undefined
      : 'the object of the other writer is missing',
  ...partSizeOf(step),
}))

const completes: Case[] = [
  ['NoSuchUpload without effect', { status: 404, code: 'NoSuchUpload' }, /upload is unknown/],
  ['NoSuchUpload, but it took effect', { after: { status: 404, code: 'NoSuchUpload' } }, 'backed up'],
  ['412, but it took effect', { after: { status: 412, code: 'PreconditionFailed' } }, 'backed up'],
  ['409, without effect', { status: 409, code: 'ConditionalRequestConflict' }, /ConditionalRequestConflict/],
  ['400 InvalidPart', { status: 400, code: 'InvalidPart' }, /InvalidPart/],
  ['400 EntityTooSmall', { status: 400, code: 'EntityTooSmall' }, /EntityTooSmall/],
].map(([name, fault, expect]) => ({
  ...{ group: 'G13' as const, name: `complete: ${name}`, expect: expect as Case['expect'] },
  arm: (context: CaseContext) => context.once('complete', fault as Fault),
}))

export const responses: Case[] = [...responseFaults, ...conflicts, ...completes]
