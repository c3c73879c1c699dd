import { expect, test } from '@jest/globals'
import { application } from '@tsh/testing'
import { verifyPublicUrl } from '../src/verify-public-url.ts'

const inputs = { publicUrl: 'https://erp.example', application }
const rolledBack = { outcome: 'rolled-back', version: 'old', 'replaced-version': 'new' } as const

/** Statuses that the public URL answers with, in turn; a text is an error. */
function answering(...statuses: (number | string)[]) {
  const urls: string[] = []
  return {
    urls,
    ask: async ({ url }: { url: string }) => {
      urls.push(url)
      const status = statuses[Math.min(urls.length, statuses.length) - 1] ?? 0
      if (typeof status === 'string') throw new Error(status)
      return { status, headers: {}, body: '' }
    },
  }
}

test('requests the health path of the public URL', async () => {
  const { ask, urls } = answering(200)
  expect(await verifyPublicUrl(rolledBack, inputs, ask)).toBe('ok')
  expect(urls).toEqual(['https://erp.example/health'])
})

test('waits for one that answers late, and takes a refusal of the application for an answer', async () => {
  expect(await verifyPublicUrl(rolledBack, inputs, answering('ECONNREFUSED', 401).ask)).toBe('ok')
})

test('reports one that fails, without an error', async () => {
  const { ask, urls } = answering(502)
  expect(await verifyPublicUrl(rolledBack, inputs, ask)).toBe('failed')
  expect(urls).toHaveLength(5)
})

test('requests nothing when nothing was rolled back', async () => {
  const { ask, urls } = answering(200)
  expect(await verifyPublicUrl({ ...rolledBack, outcome: 'nothing-to-do' }, inputs, ask)).toBe('')
  expect(urls).toEqual([])
})
