import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from '@jest/globals'
import type { Fault } from '@tsh/testing'
import { clientOf, nameOf, start, upload } from './s3-start.ts'

const unavailable = { status: 503, code: 'SlowDown', message: 'Rehearsed' }

describe('a fault', () => {
  const cases: {
    name: string
    fault: Fault
    expected: RegExp
    effect: boolean
    status: number | undefined
  }[] = [
    { name: 'an error', fault: unavailable, expected: /SlowDown: Rehearsed/, effect: false, status: 503 },
    {
      name: 'no response, before',
      fault: { drop: 'before' },
      expected: /socket hang up|ECONNRESET/,
      effect: false,
      status: undefined,
    },
    {
      name: 'no response, after',
      fault: { drop: 'after' },
      expected: /socket hang up|ECONNRESET/,
      effect: true,
      status: undefined,
    },
    {
      name: 'an error after the effect',
      fault: { after: { status: 500, code: 'InternalError' } },
      expected: /InternalError/,
      effect: true,
      status: 500,
    },
    {
      name: 'an error with status 200',
      fault: { okWithError: 'InternalError' },
      expected: /InternalError/,
      effect: false,
      status: 200,
    },
  ]
  test.each(cases)('of a Complete: $name', async ({ fault, expected, effect, status }) => {
    const started = await start()
    const { double } = started
    double.fault = ({ operation }) => (operation === 'CompleteMultipartUpload' ? fault : undefined)
    const { complete } = await upload(started)
    expect(String(await complete().catch((error: Error) => error))).toMatch(expected)
    expect(double.objects.has('a/b')).toBe(effect)
    expect(double.openUploads()).toHaveLength(effect ? 0 : 1)
    expect(double.log.at(-1)).toMatchObject({ operation: 'CompleteMultipartUpload', count: 1, status })
  })

  test.each([0, 1, 200_000])('of a Get: cut after %i bytes', async cut => {
    const { double, client, at } = await start()
    double.put('a/b', Buffer.alloc(300_000, 1))
    double.fault = () => ({ cut })
    const { Body, ContentLength } = await client.send(new GetObjectCommand(at))
    expect(ContentLength).toBe(300_000)
    let received = 0
    const reading = async () => {
      for await (const chunk of Body as AsyncIterable<Buffer>) received += chunk.length
    }
    expect(await reading().catch((error: Error) => error.message)).toMatch(/aborted|ECONNRESET/)
    expect(received).toBe(cut)
  })

  test('of a Get: other bytes of another length', async () => {
    const { double, at } = await start()
    const client = clientOf(double, { responseChecksumValidation: 'WHEN_REQUIRED' })
    double.put('a/b', 'right')
    double.fault = () => ({ change: body => Buffer.concat([body, Buffer.from('!')]) })
    const { Body, ContentLength } = await client.send(new GetObjectCommand(at))
    expect([await Body?.transformToString(), ContentLength]).toEqual(['right!', 6])
    expect(double.objects.get('a/b')?.body().toString()).toBe('right')
  })

  test('of a Head, which has no body', async () => {
    const { double, client, at } = await start()
    double.put('a/b', 'text')
    double.fault = () => ({ status: 403, code: 'AccessDenied' })
    const error = await client.send(new HeadObjectCommand(at)).catch(error => error)
    expect(error.$metadata.httpStatusCode).toBe(403)
    expect(double.log).toMatchObject([{ operation: 'HeadObject', status: 403, code: 'AccessDenied' }])
  })

  test('of the first two attempts, which the client retries', async () => {
    const { double, at } = await start()
    const client = clientOf(double, { maxAttempts: 3, retryStrategy: undefined as never })
    double.fault = ({ count }) => (count <= 2 ? { drop: 'after' } : undefined)
    await client.send(new PutObjectCommand({ ...at, Body: 'text' }))
    expect(double.log.map(({ count, status, size }) => [count, status, size])).toEqual([
      [1, undefined, 4],
      [2, undefined, 4],
      [3, 200, 4],
    ])
  })

  test('that waits does not block other requests', async () => {
    const { double, client, at, Bucket } = await start()
    const gate = Promise.withResolvers<undefined>()
    const arrived = Promise.withResolvers<void>()
    double.fault = async ({ operation }) => {
      if (operation !== 'PutObject') return undefined
      arrived.resolve()
      return await gate.promise
    }
    let ended = false
    const put = client.send(new PutObjectCommand({ ...at, Body: 'text' })).then(() => {
      ended = true
    })
    await arrived.promise
    await client.send(new ListObjectsV2Command({ Bucket }))
    expect([ended, double.objects.size]).toEqual([false, 0])
    gate.resolve(undefined)
    await put
    expect(double.objects.size).toBe(1)
  })

  test('of the double’s own function is an error, not a hang', async () => {
    const { double, client, at } = await start()
    double.fault = () => {
      throw new Error('The test is wrong')
    }
    const error = await client.send(new PutObjectCommand({ ...at, Body: 'text' })).catch(error => error)
    expect([error.name, error.message]).toEqual([
      'DoubleFailed',
      expect.stringContaining('The test is wrong'),
    ])
  })
})

describe('the clock', () => {
  test('of the server is used for dates and signatures', async () => {
    const { double, client, at } = await start()
    double.clockOffset = 10 * 60_000
    await client.send(new PutObjectCommand({ ...at, Body: 'text' }))
    const ahead = (double.objects.get('a/b')?.modified.getTime() ?? 0) - Date.now()
    expect(Math.abs(ahead - 10 * 60_000)).toBeLessThan(5000)
    double.clockOffset = -20 * 60_000
    expect(await nameOf(clientOf(double).send(new HeadObjectCommand(at)))).not.toBe('success')
    expect(double.log.at(-1)).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' })
  })

  test('is adopted by a client that retries', async () => {
    const { double, at } = await start()
    double.clockOffset = 60 * 60_000
    await clientOf(double, { maxAttempts: 2 }).send(new PutObjectCommand({ ...at, Body: 'text' }))
    expect(double.log.map(({ status }) => status)).toEqual([403, 200])
  })
})
