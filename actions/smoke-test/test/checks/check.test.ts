import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import type { Answer, HttpRequest } from '@tsh/remote'
import { check, type Transports } from '../../src/checks/check.ts'
import { type Check, standardChecks } from '../../src/checks/expectation.ts'
import type { Clock } from '../../src/http/attempts.ts'
import { smokeInputs, target } from '../inputs.ts'

/** A clock that advances on sleep, so that tests do not wait. */
function fakeClock(): Clock {
  let time = 0
  return {
    now: () => time,
    sleep: async milliseconds => {
      await new Promise(resolve => setImmediate(resolve))
      time += milliseconds
    },
  }
}

type Reply = (path: string, times: number) => number | Error

/** A transport that counts the requests per path. */
function transport(reply: Reply) {
  const requests = new Map<string, number>()
  const send = async ({ url }: HttpRequest): Promise<Answer> => {
    const path = new URL(url).pathname
    const times = (requests.get(path) ?? 0) + 1
    requests.set(path, times)
    const answer = reply(path, times)
    if (answer instanceof Error) throw answer
    return { status: answer, headers: {}, body: '' }
  }
  return { requests, send }
}

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
const unused: Transports['onServer'] = () => Promise.reject(new Error('the server must not be used'))

describe('a check', () => {
  test('that fails is retried, and the others are not', async () => {
    const { requests, send } = transport((path, times) => (path === '/docs' && times < 3 ? 500 : 200))
    const found = await check(
      smokeInputs(),
      standardChecks,
      { publicly: send, onServer: unused },
      fakeClock(),
    )
    expect(found.verdict).toBe('passed')
    expect(found.results.map(({ attempts }) => attempts)).toEqual([1, 3, 1])
    expect(requests.get('/docs')).toBe(3)
  })

  test('is abandoned at the deadline', async () => {
    const { send } = transport(path => (path === '/docs' ? 404 : path === '/health' ? refused : 200))
    const inputs = smokeInputs({ timeout: 1 })
    const { verdict, results } = await check(
      inputs,
      standardChecks,
      { publicly: send, onServer: unused },
      fakeClock(),
    )
    expect(verdict).toBe('bad-release')
    expect(results).toMatchObject([
      { passed: false, got: 'connection refused', attempts: 2 },
      { passed: false, got: 'HTTP 404', attempts: 2 },
      { passed: true, got: 'HTTP 200', attempts: 1 },
    ])
  })

  test('whose response cannot be evaluated has failed, and the others still count', async () => {
    const { send } = transport(() => 200)
    const broken: Check = { method: 'GET', path: '/broken', statuses: [200], pattern: '(' }
    const { verdict, results } = await check(
      smokeInputs({ timeout: 1 }),
      [broken, ...standardChecks],
      { publicly: send, onServer: unused },
      fakeClock(),
    )
    expect(verdict).toBe('bad-release')
    expect(results.map(({ passed }) => passed)).toEqual([false, true, true, true])
    expect(results[0]?.mismatches).toEqual([
      {
        expected: 'a response that can be evaluated',
        actual: expect.stringMatching(/^evaluation failed: Invalid regular expression/),
      },
    ])
  })

  test('that waits for its turn is still run after the deadline', async () => {
    const many: Check[] = Array.from({ length: 20 }, (_, i) => ({
      method: 'GET',
      path: `/${i}`,
      statuses: [200],
    }))
    const clock = fakeClock()
    let [running, max] = [0, 0]
    const send = async () => {
      max = Math.max(max, ++running)
      await clock.sleep(5000)
      running--
      return { status: 200, headers: {}, body: '' }
    }
    const transports = { publicly: send, onServer: unused }
    expect((await check(smokeInputs({ timeout: 1 }), many, transports, clock)).verdict).toBe('passed')
    expect(max).toBe(6)
  })
})

describe('the slot', () => {
  const inputs = smokeInputs({ slotUrl: 'http://127.0.0.1:8011', target, timeout: 2 })
  const testSlot = (publicly: Reply, onSlot: Reply) => {
    const slot = transport(onSlot)
    const transports = { publicly: transport(publicly).send, onServer: async () => slot.send }
    return check(inputs, standardChecks, transports, fakeClock()).then(found => ({
      ...found,
      slot: found.slot,
      requests: slot.requests,
    }))
  }

  test('is not tested when all checks pass', async () => {
    const transports = { publicly: transport(() => 200).send, onServer: unused }
    expect(await check(inputs, standardChecks, transports, fakeClock())).not.toHaveProperty('slot')
  })
  test('passes the publicly failed checks: edge', async () => {
    const found = await testSlot(
      path => (path === '/health' ? 200 : 502),
      () => 200,
    )
    expect(found.verdict).toBe('edge')
    expect([...found.requests.keys()]).toEqual(['/docs', '/openapi.json'])
  })
  test('fails one of them: a bad release', async () => {
    const found = await testSlot(
      () => refused,
      path => (path === '/docs' ? 500 : 200),
    )
    expect(found.verdict).toBe('bad-release')
    expect(found.slot?.map(({ passed }) => passed)).toEqual([true, false, true])
  })
  test('cannot be tested: the public result decides', async () => {
    const onServer = () =>
      Promise.reject(new UserError('cannot reach server:22 (no answer) after 3 tries in 60 s'))
    const transports = { publicly: transport(() => 502).send, onServer }
    expect(await check(inputs, standardChecks, transports, fakeClock())).toMatchObject({
      verdict: 'bad-release',
      slotProblem: expect.stringContaining('cannot reach server:22'),
    })
  })
})

describe('the watch', () => {
  const inputs = smokeInputs({ slotUrl: 'http://127.0.0.1:8011', target, timeout: 2, watch: 20 })
  /** Fails some of the requests to `/health`; the first one is the check itself. */
  const watched = async (fails: (times: number) => boolean, onSlot = 200) => {
    const { requests, send } = transport((path, times) => (path === '/health' && fails(times) ? 502 : 200))
    const slot = transport(() => onSlot)
    const transports = { publicly: send, onServer: async () => slot.send }
    return {
      ...(await check(inputs, standardChecks, transports, fakeClock())),
      requests,
      slotRequests: slot.requests,
    }
  }

  test('repeats only the first check, every second, until the time is over', async () => {
    const found = await watched(() => false)
    expect(found).toMatchObject({ verdict: 'passed', watched: { seconds: 20, requests: 20, failed: 0 } })
    expect(Object.fromEntries(found.requests)).toEqual({ '/health': 21, '/docs': 1, '/openapi.json': 1 })
  })
  test('ends with the third consecutive failure, and the slot decides', async () => {
    const dead = await watched(times => times > 11, 502)
    expect(dead).toMatchObject({ verdict: 'bad-release', watched: { seconds: 13, requests: 13, failed: 3 } })
    expect(dead.results).toMatchObject([
      { passed: false, got: 'HTTP 502', attempts: 3 },
      { passed: true },
      { passed: true },
    ])
    expect([...dead.slotRequests.keys()]).toEqual(['/health'])
    expect((await watched(times => times > 11)).verdict).toBe('edge')
  })
  test('tolerates failures that are not consecutive', async () => {
    const found = await watched(times => times % 3 !== 1)
    expect(found).toMatchObject({ verdict: 'passed', watched: { failed: 14 } })
  })
  test('does not end during a failure', async () => {
    expect(await watched(times => times > 20, 502)).toMatchObject({ verdict: 'bad-release' })
    expect(await watched(times => times > 20 && times < 23)).toMatchObject({
      ...{ verdict: 'passed', watched: { seconds: 22, failed: 2 } },
    })
  })
  test('does not begin when a check has failed', async () => {
    const { watched: none, requests } = await watched(() => true)
    expect(none).toBeUndefined()
    expect(requests.get('/health')).toBe(3)
  })
})

test('with a server and no slot URL, the URL is tested on the server', async () => {
  const server = transport(() => 200)
  const transports = {
    publicly: () => Promise.reject(new Error('not this way')),
    onServer: async () => server.send,
  }
  const found = await check(smokeInputs({ target }), standardChecks, transports, fakeClock())
  expect(found.verdict).toBe('passed')
  expect(server.requests.size).toBe(3)
})

test('a slot is requested with the public host, and the public URL with its own', async () => {
  const requests: [string, string | undefined][] = []
  const send = async ({ url, headers }: HttpRequest): Promise<Answer> => {
    requests.push([url, headers?.Host])
    return { status: url.startsWith('http://127.0.0.1') ? 200 : 502, headers: {}, body: '' }
  }
  const inputs = smokeInputs({
    ...{ url: 'https://shop.example', publicUrl: 'https://shop.example', timeout: 1, target },
    slotUrl: 'http://127.0.0.1:8011',
  })
  const transports = { publicly: send, onServer: async () => send }
  const { verdict } = await check(inputs, standardChecks.slice(0, 1), transports, fakeClock())
  expect(verdict).toBe('edge')
  expect(requests).toEqual([
    ['https://shop.example/health', undefined],
    ['https://shop.example/health', undefined],
    ['http://127.0.0.1:8011/health', 'shop.example'],
  ])
})
