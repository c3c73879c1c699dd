import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type FakeS3, startS3 } from '../src/services/s3.ts'

let folder: string
let s3: FakeS3
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-s3-'))
  s3 = await startS3(folder)
})
afterEach(async () => {
  await s3.close()
  rmSync(folder, { recursive: true })
})

test('has an empty bucket and new credentials', async () => {
  expect(await s3.objects()).toEqual([])
  expect(s3.accessKeyId).toMatch(/^AKIA[0-9A-F]{16}$/)
  expect(s3.secretAccessKey).toHaveLength(40)
})

test('fails on request', async () => {
  s3.fail(method => method === 'PUT')
  const response = await fetch(`${s3.endpoint}/${s3.bucket}/key`, { method: 'PUT', body: 'x' })
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('<Code>ServiceUnavailable</Code>')
})
