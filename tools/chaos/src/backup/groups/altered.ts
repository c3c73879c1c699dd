import type { Fault } from '@tsh/testing'
import type { Case } from '../case.ts'
import type { CaseContext } from '../place/case-context.ts'

const at = (body: Buffer, fraction: number): number =>
  Math.min(Math.floor(body.length * fraction), body.length - 1)

const flip =
  (fraction: number) =>
  (body: Buffer): Buffer => {
    const altered = Buffer.from(body)
    const place = at(body, fraction)
    altered[place] = (altered[place] ?? 0) ^ 0x10
    return altered
  }

const ALTERATIONS: Record<string, (body: Buffer) => Buffer> = {
  'a bit is flipped near the start': flip(0.02),
  'a bit is flipped in the middle': flip(0.5),
  'the last bit is flipped': flip(1),
  'the last byte is truncated': body => body.subarray(0, -1),
  'half of it is truncated': body => body.subarray(0, at(body, 0.5)),
  'all of it is truncated': body => body.subarray(0, 0),
  'a byte is appended': body => Buffer.concat([body, Buffer.from('x')]),
  'a hundred thousand zeros are appended': body => Buffer.concat([body, Buffer.alloc(100_000)]),
  'two blocks are swapped': body =>
    Buffer.concat([
      body.subarray(0, at(body, 0.3)),
      body.subarray(at(body, 0.3) + 4096, at(body, 0.3) + 8192),
      body.subarray(at(body, 0.3), at(body, 0.3) + 4096),
      body.subarray(at(body, 0.3) + 8192),
    ]),
}

const CODECS: [compression: string, server?: 17][] = [['none'], ['2'], ['lz4', 17], ['zstd:1', 17]]
const READ_BACK = /read back from the bucket, does not match what was written/

const stored: Case[] = CODECS.flatMap(([compression, server]) =>
  Object.entries(ALTERATIONS).map(([name, change]) => ({
    ...{
      group: 'G5' as const,
      name: `${name} (codec ${compression})`,
      expect: READ_BACK,
      inputs: { compression },
    },
    ...(server ? { server } : {}),
    arm: (context: CaseContext) =>
      context.during('read-back', ({ key = '' }) => context.double.damage(key, body => change(body))),
    quick: compression === 'none' && /middle|last byte/.test(name),
  })),
)

/** Detected by the HEAD request after the upload. */
const detectedByHead: Case[] = [
  'the last byte is truncated',
  'all of it is truncated',
  'a byte is appended',
].map(name => ({
  ...{
    group: 'G5',
    name: `${name} before the HEAD request`,
    expect: /does not match what was written: it has \d+ bytes/,
  },
  arm: context =>
    context.during('look', ({ key = '' }) =>
      context.double.damage(key, ALTERATIONS[name] as (body: Buffer) => Buffer),
    ),
}))

const READ: [name: string, fault: Fault, expect: RegExp][] = [
  ['is altered', { change: flip(0.5) }, READ_BACK],
  ['is shorter', { change: body => body.subarray(0, 500_000) }, READ_BACK],
  ['is empty', { change: () => Buffer.alloc(0) }, READ_BACK],
  ['ends before the first byte', { cut: 0 }, /S3: cannot read|read back from the bucket/],
  ['ends after a byte', { cut: 1 }, /S3: cannot read|read back from the bucket/],
  ['ends in the middle', { cut: 400_000 }, /S3: cannot read|read back from the bucket/],
  ['never arrives', { drop: 'before' }, /S3: cannot read/],
  ['is 404', { status: 404, code: 'NoSuchKey' }, /the object does not exist/],
]
const responses: Case[] = READ.map(([name, fault, expect]) => ({
  ...{ group: 'G5', name: `what is read back ${name}`, expect },
  arm: context => context.always('read-back', fault),
}))

const others: Case[] = [
  {
    ...{
      group: 'G5',
      name: 'the object is missing when it is read back',
      expect: /the object does not exist/,
    },
    arm: context => context.during('read-back', ({ key = '' }) => context.double.remove(key)),
  },
  {
    ...{
      group: 'G5',
      name: 'the object is missing at the HEAD request',
      expect: /does not match what was written: it is missing/,
    },
    arm: context => context.during('look', ({ key = '' }) => context.double.remove(key)),
  },
  {
    ...{
      group: 'G5',
      name: 'the probe reads back altered data',
      expect: /does not return what was written/,
    },
    arm: context => context.always('probe read', { change: flip(0.5) }),
  },
]

export const altered: Case[] = [...stored, ...detectedByHead, ...responses, ...others]
