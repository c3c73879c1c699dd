import type { S3Request } from '@tsh/testing'
import { attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import { onOtherStore } from '../faults/other-store.ts'
import { RECIPIENTS } from '../place/age-keys.ts'
import type { CaseContext } from '../place/case-context.ts'
import { MARKER } from '../place/datasets.ts'

const age = (recipients: string[] = RECIPIENTS) => ({
  encryption: { mode: 'age' as const, key: '', recipients, identity: '' },
})
const kms = { encryption: { mode: 'sse-kms' as const, key: 'alias/backups', recipients: [], identity: '' } }

/** A public key with one letter changed, so its checksum does not match. */
const INVALID_RECIPIENT = `${(RECIPIENTS[0] as string).slice(0, -1)}${RECIPIENTS[0]?.endsWith('q') ? 'p' : 'q'}`

/** Dump and roles are encrypted, and no object contains row data. */
function nothingReadable({ double }: CaseContext, outcome: Outcome): string | undefined {
  if (!outcome.backedUp) return undefined
  for (const [key, object] of double.objects) {
    const body = object.body()
    if (body.includes(MARKER)) return `${key} contains row data`
    if (key.endsWith('.age') && !body.toString('latin1').startsWith('age-encryption.org/v1'))
      return `${key} is not encrypted`
    if (/\/(dump|globals)\.[a-z]+$/.test(key)) return `${key} is not encrypted`
  }
  return undefined
}

function underKms({ double }: CaseContext, outcome: Outcome): string | undefined {
  const open = [...double.objects].find(([, { encryption }]) => encryption.algorithm !== 'aws:kms')
  return outcome.backedUp && open ? `${open[0]} is not encrypted with KMS` : undefined
}

const withAge: Case[] = [
  { name: 'age, codec none', expect: 'backed up' as const, inputs: age(), quick: true },
  { name: 'age, codec 2', expect: 'backed up' as const, inputs: { ...age(), compression: '2' } },
  { name: 'age, in one part', expect: 'backed up' as const, inputs: age(), partSize: 1 << 24 },
  {
    name: 'age, verified at level 1',
    expect: 'backed up' as const,
    inputs: { ...age(), verify: 1 as const },
  },
  { name: 'age, with an invalid recipient', expect: /recipient/i, inputs: age([INVALID_RECIPIENT]) },
  {
    name: 'age, with one valid and one invalid recipient',
    expect: /recipient/i,
    inputs: age([RECIPIENTS[0] as string, INVALID_RECIPIENT]),
  },
  { name: 'age, without a recipient', expect: /recipient/i, inputs: age([]) },
  {
    ...{ name: 'age, and the connection is lost', expect: /connection was lost|interrupted/, inputs: age() },
    arm: (context: CaseContext) => context.during('middle part', () => context.proxy.reset()),
  },
  {
    ...{ name: 'age, and a stored bit is flipped', expect: /does not match what was written/, inputs: age() },
    arm: (context: CaseContext) =>
      context.during('read-back', ({ key = '' }) =>
        context.double.damage(key, body => Buffer.from(body).fill(0, 600_000, 600_001)),
      ),
  },
].map(each => ({ group: 'G17' as const, also: nothingReadable, ...each }))

const CREATES = ['CreateMultipartUpload', 'PutObject']
const denied = (operations: readonly string[], end: RegExp) => (context: CaseContext) =>
  context.whenever(({ operation, key = '' }: S3Request) =>
    operations.includes(operation) && end.test(key) ? { status: 403, code: 'AccessDenied' } : undefined,
  )

const withKms: Case[] = [
  { name: 'KMS', expect: 'backed up' as const, also: underKms },
  {
    name: 'KMS, without permission to encrypt',
    expect: /access denied.*kms:GenerateDataKey/,
    arm: denied(CREATES, /./),
  },
  {
    name: 'KMS, without permission to decrypt',
    expect: /access denied.*kms:Decrypt/,
    arm: denied(['GetObject'], /probe$/),
  },
  {
    name: 'KMS, denied when the upload starts',
    expect: /access denied/,
    arm: denied(['CreateMultipartUpload'], /./),
  },
  {
    name: 'KMS, denied when the upload completes',
    expect: /access denied/,
    arm: denied(['CompleteMultipartUpload'], /./),
  },
  { name: 'KMS, denied when it is read back', expect: /access denied/, arm: denied(['GetObject'], /dump/) },
].map(each => ({ group: 'G17' as const, inputs: kms, ...each }))

const elsewhere: Case[] = [
  {
    ...{ group: 'G17', name: 'KMS on a store that does not encrypt', expect: /does not encrypt with KMS/ },
    perform: context => onOtherStore(context, kms),
  },
]

const onEveryStore: Case[] = [
  { name: 'encryption by the store', inputs: {} },
  { name: 'no encryption', inputs: { encryption: { ...kms.encryption, mode: 'none' as const } } },
  { name: 'age', inputs: age() },
  { name: 'gzip', inputs: { compression: '2' } },
  { name: 'verified at level 1', inputs: { verify: 1 as const } },
  { name: 'in one part', inputs: {}, partSize: 1 << 24 },
  { name: 'in parts of 64 KiB', inputs: {}, partSize: 1 << 16 },
].flatMap(({ name, inputs, partSize }) => {
  const options = { ...inputs, ...(partSize ? { partSize } : {}) }
  const each = { group: 'G4' as const, expect: 'backed up' as const }
  return [
    {
      ...each,
      name: `${name}, on the double`,
      perform: (context: CaseContext) => attempt(context, options),
      quick: name === 'gzip',
    },
    {
      ...each,
      name: `${name}, on s3rver`,
      perform: (context: CaseContext) => onOtherStore(context, { partSize: 5 << 20, ...options }),
    },
  ]
})

const servers: Case[] = ['none', '2', 'lz4', 'zstd:1', ''].map(compression => ({
  ...{
    group: 'G4',
    name: `PostgreSQL 17, codec "${compression}"`,
    expect: 'backed up',
    server: 17,
    inputs: { compression },
  },
}))

export const encryption: Case[] = [...withAge, ...withKms, ...elsewhere]
export const happyPath: Case[] = [...onEveryStore, ...servers]
