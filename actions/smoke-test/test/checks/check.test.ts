import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import type { Answer, HttpRequest } from '@tsh/remote'
import { check, type Ways } from '../../src/checks/check.ts'
import { type Check, standardChecks } from '../../src/checks/expectation.ts'
import type { Clock } from '../../src/http/attempts.ts'
import { smokeInputs, target } from '../inputs.ts'

/** A clock that moves when somebody waits, so that no test does. */
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

/** A way that notes how often it is asked for each path. */
function way(reply: Reply) {
  const asked = new Map<string, number>()
  const ask = async ({ url }: HttpRequest): Promise<Answer> => {
    const path = new URL(url).pathname
    const times = (asked.get(path) ?? 0) + 1
    asked.set(path, times)
    const answer = reply(path, times)
    if (answer instanceof Error) throw answer
    return { status: answer, headers: {}, body: '' }
  }
  return { asked, ask }
}

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
const unused: Ways['onServer'] = () => Promise.reject(new Error('the server is not to be asked'))

describe('a check', () => {
  test('that fails is asked again, and the others are not', async () => {
    const { asked, ask } = way((path, times) => (path === '/docs' && times < 3 ? 500 : 200))
    const found = await check(smokeInputs(), standardChecks, { publicly: ask, onServer: unused }, fakeClock())
    expect(found.verdict).toBe('passed')
    expect(found.results.map(({ attempts }) => attempts)).toEqual([1, 3, 1])
    expect(asked.get('/docs')).toBe(3)
  })

  test('is given up at the deadline', async () => {
    const { ask } = way(path => (path === '/docs' ? 404 : path === '/health' ? refused : 200))
    const inputs = smokeInputs({ timeout: 1 })
    const { verdict, results } = await check(
      inputs,
      standardChecks,
      { publicly: ask, onServer: unused },
      fakeClock(),
    )
    expect(verdict).toBe('bad-release')
    expect(results).toMatchObject([
      { passed: false, got: 'connection refused', attempts: 2 },
      { passed: false, got: 'HTTP 404', attempts: 2 },
      { passed: true, got: 'HTTP 200', attempts: 1 },
    ])
  })

  test('whose response cannot be judged has failed, and the others count', async () => {
    const { ask } = way(() => 200)
    const broken: Check = { method: 'GET', path: '/broken', statuses: [200], pattern: '(' }
    const { verdict, results } = await check(
      smokeInputs({ timeout: 1 }),
      [broken, ...standardChecks],
      { publicly: ask, onServer: unused },
      fakeClock(),
    )
    expect(verdict).toBe('bad-release')
    expect(results.map(({ passed }) => passed)).toEqual([false, true, true, true])
    expect(results[0]?.mismatches).toEqual([
      {
        expected: 'a response that can be judged',
        actual: expect.stringMatching(/^judging it failed: Invalid regular expression/),
      },
    ])
  })

  test('that waits for a lane is asked, however late', async () => {
    const many: Check[] = Array.from({ length: 20 }, (_, i) => ({
      method: 'GET',
      path: `/${i}`,
      statuses: [200],
    }))
    const clock = fakeClock()
    let [running, most] = [0, 0]
    const ask = async () => {
      most = Math.max(most, ++running)
      await clock.sleep(5000)
      running--
      return { status: 200, headers: {}, body: '' }
    }
    const ways = { publicly: ask, onServer: unused }
    expect((await check(smokeInputs({ timeout: 1 }), many, ways, clock)).verdict).toBe('passed')
    expect(most).toBe(6)
  })
})

describe('the slot', () => {
  const inputs = smokeInputs({ slotUrl: 'http://127.0.0.1:8011', target, timeout: 2 })
  const ask = (publicly: Reply, onSlot: Reply) => {
    const slot = way(onSlot)
    const ways = { publicly: way(publicly).ask, onServer: async () => slot.ask }
    return check(inputs, standardChecks, ways, fakeClock()).then(found => ({
      ...found,
      slot: found.slot,
      asked: slot.asked,
    }))
  }

  test('is not asked when all is well', async () => {
    const ways = { publicly: way(() => 200).ask, onServer: unused }
    expect(await check(inputs, standardChecks, ways, fakeClock())).not.toHaveProperty('slot')
  })
  test('is asked what fails publicly, and answers well: the edge', async () => {
    const found = await ask(
      path => (path === '/health' ? 200 : 502),
      () => 200,
    )
    expect(found.verdict).toBe('edge')
    expect([...found.asked.keys()]).toEqual(['/docs', '/openapi.json'])
  })
  test('fails at one of them: a bad release', async () => {
    const found = await ask(
      () => refused,
      path => (path === '/docs' ? 500 : 200),
    )
    expect(found.verdict).toBe('bad-release')
    expect(found.slot?.map(({ passed }) => passed)).toEqual([true, false, true])
  })
  test('cannot be asked: the public address decides', async () => {
    const onServer = () =>
      Promise.reject(new UserError('cannot reach server:22 (no answer) after 3 tries in 60 s'))
    const ways = { publicly: way(() => 502).ask, onServer }
    expect(await check(inputs, standardChecks, ways, fakeClock())).toMatchObject({
      verdict: 'bad-release',
      slotProblem: expect.stringContaining('cannot reach server:22'),
    })
  })
})

describe('the watch', () => {
  const inputs = smokeInputs({ slotUrl: 'http://127.0.0.1:8011', target, timeout: 2, watch: 20 })
  /** Lets `/health` fail at some of its requests; the first one is the check itself. */
  const watched = async (fails: (times: number) => boolean, onSlot = 200) => {
    const { asked, ask } = way((path, times) => (path === '/health' && fails(times) ? 502 : 200))
    const slot = way(() => onSlot)
    const ways = { publicly: ask, onServer: async () => slot.ask }
    return { ...(await check(inputs, standardChecks, ways, fakeClock())), asked, slotAsked: slot.asked }
  }

  test('asks only the first check, every second, until the time is over', async () => {
    const found = await watched(() => false)
    expect(found).toMatchObject({ verdict: 'passed', watched: { seconds: 20, requests: 20, failed: 0 } })
    expect(Object.fromEntries(found.asked)).toEqual({ '/health': 21, '/docs': 1, '/openapi.json': 1 })
  })
  test('ends with the third failure in a row, and the slot decides', async () => {
    const dead = await watched(times => times > 11, 502)
    expect(dead).toMatchObject({ verdict: 'bad-release', watched: { seconds: 13, requests: 13, failed: 3 } })
    expect(dead.results).toMatchObject([
      { passed: false, got: 'HTTP 502', attempts: 3 },
      { passed: true },
      { passed: true },
    ])
    expect([...dead.slotAsked.keys()]).toEqual(['/health'])
    expect((await watched(times => times > 11)).verdict).toBe('edge')
  })
  test('forgives failures that are not in a row', async () => {
    const found = await watched(times => times % 3 !== 1)
    expect(found).toMatchObject({ verdict: 'passed', watched: { failed: 14 } })
  })
  test('does not end while it fails', async () => {
    expect(await watched(times => times > 20, 502)).toMatchObject({ verdict: 'bad-release' })
    expect(await watched(times => times > 20 && times < 23)).toMatchObject({
      ...{ verdict: 'passed', watched: { seconds: 22, failed: 2 } },
    })
  })
  test('does not begin when a check has failed', async () => {
    const { watched: none, asked } = await watched(() => true)
    expect(none).toBeUndefined()
    expect(asked.get('/health')).toBe(3)
  })
})

test('with a host and no slot, the address is asked on the server', async () => {
  const server = way(() => 200)
  const ways = { publicly: () => Promise.reject(new Error('not this way')), onServer: async () => server.ask }
  const found = await check(smokeInputs({ target }), standardChecks, ways, fakeClock())
  expect(found.verdict).toBe('passed')
  expect(server.asked.size).toBe(3)
})
