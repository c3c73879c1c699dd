import { expect, test } from '@jest/globals'
import { application } from '@tsh/testing'
import { verifyPublicUrl } from '../src/verify-public-url.ts'

const inputs = { publicUrl: 'https://erp.example', application }
const rolledBack = { outcome: 'rolled-back', version: 'old', 'replaced-version': 'new' } as const

/** Status codes that the public URL returns, in order; a string is an error. */
function answering(...statuses: (number | string)[]) {
  const urls: string[] = []
  return {
    urls,
    send: async ({ url }: { url: string }) => {
      urls.push(url)
      const status = statuses[Math.min(urls.length, statuses.length) - 1] ?? 0
      if (typeof status === 'string') throw new Error(status)
      return { status, headers: {}, body: '' }
    },
  }
}

test('requests the health path of the public URL', async () => {
  const { send, urls } = answering(200)
  expect(await verifyPublicUrl(rolledBack, inputs, send)).toBe('ok')
  expect(urls).toEqual(['https://erp.example/health'])
})

test('waits for a slow start, and accepts a 4xx status of the application', async () => {
  expect(await verifyPublicUrl(rolledBack, inputs, answering('ECONNREFUSED', 401).send)).toBe('ok')
})

test('reports a failure without throwing', async () => {
  const { send, urls } = answering(502)
  expect(await verifyPublicUrl(rolledBack, inputs, send)).toBe('failed')
  expect(urls).toHaveLength(5)
})

test('sends no request when nothing was rolled back', async () => {
  const { send, urls } = answering(200)
  expect(await verifyPublicUrl({ ...rolledBack, outcome: 'nothing-to-do' }, inputs, send)).toBe('')
  expect(urls).toEqual([])
})
