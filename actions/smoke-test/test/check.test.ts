import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { runBundle } from '@tsh/testing'
import { check } from '../src/check.ts'
import { parseCheck, standardChecks } from '../src/expectation.ts'

const inputs = { url: 'http://site', checks: [...standardChecks], timeout: 3, target: undefined }

test('asks again until the deadline and counts the attempts', async () => {
  const asked = new Map<string, number>()
  const ask = async ({ url }: { url: string }) => {
    const times = (asked.get(url) ?? 0) + 1
    asked.set(url, times)
    return { status: url.endsWith('/docs') && times < 2 ? 500 : 200, headers: {}, body: '' }
  }
  expect(await check(inputs, ask)).toEqual({ passed: 3 })
  expect(asked.get('http://site/docs')).toBe(2)
})

test('fails with a line for each check that does not pass', async () => {
  const ask = async ({ url }: { url: string }) => {
    if (url.endsWith('/health')) throw new Error('ECONNREFUSED')
    return { status: url.endsWith('/docs') ? 404 : 200, headers: {}, body: '' }
  }
  const failed = (await check({ ...inputs, timeout: 1 }, ask).catch(error => error)) as UserError
  expect(failed).toBeInstanceOf(UserError)
  expect(failed.problems).toEqual([
    expect.stringMatching(/^GET \/health: expected HTTP 200, got ECONNREFUSED \(\d attempts\)$/),
    expect.stringMatching(/^GET \/docs: expected HTTP 200, got HTTP 404 \(\d attempts\)$/),
  ])
})

describe('the bundle', () => {
  const run = async (status: number, more: Record<string, string> = {}) => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/login' ? 401 : status).end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      const inputs = { url, 'standard-checks': 'true', 'timeout-seconds': '1', ...more }
      return await runBundle('smoke-test', inputs)
    } finally {
      server.close()
    }
  }
  test('passes on a site that answers', async () => {
    const { code, outputs, summary } = await run(200, { checks: 'POST /login 401,422' })
    expect(code).toBe(0)
    expect(outputs).toMatch(/passed<<.*\n4\n/)
    expect(summary).toContain('✅')
  })
  test('fails on one that does not', async () => {
    expect(await run(503)).toMatchObject({
      code: 1,
      errors: expect.arrayContaining([expect.stringContaining('got HTTP 503')]),
    })
  })
  test('refuses to pass without a check', async () => {
    expect((await run(200, { 'standard-checks': 'false' })).errors[0]).toContain('nothing to check')
  })
  test('refuses addresses that are not http', async () => {
    expect((await run(200, { url: 'file:///etc/passwd' })).errors[0]).toContain(
      'must be http(s) without user and password',
    )
  })
})

test('reads checks', () => {
  expect(parseCheck('POST /login 401,422')).toEqual({ method: 'POST', path: '/login', statuses: [401, 422] })
  for (const line of ['/login 200', 'GET login 200', 'GET /login', 'GET /login ok'])
    expect(parseCheck(line)).toBeUndefined()
})
