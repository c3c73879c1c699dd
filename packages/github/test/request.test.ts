import { describe, expect, test } from '@jest/globals'
import { isMissing, request, requestIfAny } from '../src/index.ts'

/** As octokit throws it. */
const failure = (status: number, message = 'no', headers: Record<string, string> = {}): Error =>
  Object.assign(new Error(message), { status, response: { headers } })

/** Fails with these errors, then has data. */
function failing(...errors: unknown[]) {
  const signals: AbortSignal[] = []
  const send = async ({ signal }: { signal: AbortSignal }) => {
    signals.push(signal)
    if (errors.length > 0) throw errors.shift()
    return { data: 'data' }
  }
  return { send, signals }
}

const requested = (send: Parameters<typeof request<string>>[1]) => request('look up x', send, 1)

test('a request is retried while GitHub fails, each time with a new timeout', async () => {
  const { send, signals } = failing(failure(502), failure(500))
  expect(await requested(send)).toBe('data')
  expect(new Set(signals).size).toBe(3)
})

describe('a request fails', () => {
  test.each<[string, Error[], string, number]>([
    [
      'after three attempts',
      [failure(500), failure(500), failure(503)],
      'GitHub returned HTTP 503. Run the job again later',
      3,
    ],
    [
      'without a network connection',
      Array.from({ length: 3 }, () => Object.assign(new Error('ECONNREFUSED'), { status: 500 })),
      'GitHub cannot be reached. Check the network of the runner, then run the job again',
      3,
    ],
    [
      'without the permission',
      [failure(403)],
      'the job has no permission to read the repository (HTTP 403). Add "contents: read" to the permissions of the job',
      1,
    ],
    [
      'at the rate limit',
      [failure(403, 'no', { 'x-ratelimit-remaining': '0' })],
      "the rate limit of GitHub's API is exhausted. Run the job again later",
      1,
    ],
    [
      'without the commit',
      [failure(404, 'No commit found for the ref x')],
      'the commit does not exist on GitHub. Run the workflow again on an existing branch',
      1,
    ],
  ])('%s', async (_name, errors, reason, attempts) => {
    const { send, signals } = failing(...errors)
    await expect(requested(send)).rejects.toMatchObject({
      name: 'UserError',
      problems: [`cannot look up x: ${reason}`],
    })
    expect(signals.length).toBe(attempts)
  })

  test('with an unexpected error unchanged', async () => {
    const bug = new TypeError('no function')
    await expect(requested(failing(bug).send)).rejects.toBe(bug)
  })
})

describe('an optional resource', () => {
  test('is undefined when it does not exist', async () => {
    expect(await requestIfAny('x', failing(failure(404)).send)).toBeUndefined()
    const isNothing = (one: { status?: number }): boolean => one.status === 422 || isMissing(one)
    expect(await requestIfAny('x', failing(failure(422)).send, isNothing)).toBeUndefined()
    expect(await requestIfAny('x', failing().send)).toBe('data')
  })

  test('throws on any other failure', async () => {
    await expect(requestIfAny('look up x', failing(failure(422)).send)).rejects.toThrow('HTTP 422')
    await expect(requestIfAny('look up x', failing(failure(401)).send)).rejects.toThrow('HTTP 401')
  })
})
