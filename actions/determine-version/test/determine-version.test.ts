import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { declaredOutputs, runBundle, withInputs } from '@tsh/testing'
import { determineVersion } from '../src/determine-version.ts'
import { readVersionInputs } from '../src/inputs.ts'

const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
const newYear = new Date('2026-12-31T23:59:59Z')
const never = () => Promise.reject(new Error('nothing to look up'))

test('names a new version after environment, day and commit', async () => {
  const inputs = { existing: undefined, token: '', sha }
  const production = await determineVersion({ ...inputs, environment: 'production' }, never, newYear)
  expect(production).toEqual({ version: 'production-v2026.12.31-1a2b3c4', sha, redeploy: false })
  const staging = await determineVersion({ ...inputs, environment: 'staging' }, never, newYear)
  expect(staging.version).toBe('staging-1a2b3c4')
  expect(Object.keys(staging).sort()).toEqual(declaredOutputs('determine-version'))
})

test('finds the commit of an existing version', async () => {
  const existing = { version: 'production-v2026.01.31-1a2b3c4', commit: '1a2b3c4' }
  const find = async (commit: string) => (commit === '1a2b3c4' ? sha : 'wrong')
  const inputs = { environment: 'production' as const, existing, token: 't', sha: 'other' }
  expect(await determineVersion(inputs, find)).toEqual({ version: existing.version, sha, redeploy: true })
})

describe('refuses', () => {
  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'an unknown environment',
      { environment: 'prodution' },
      /must be one of staging, production, got "prodution"/,
    ],
    [
      'a staging version for production',
      { environment: 'production', version: 'staging-1a2b3c4' },
      /not a production version/,
    ],
    [
      'a version with shell text',
      { environment: 'staging', version: 'staging-$(id)' },
      /got "staging-\$\(id\)"/,
    ],
  ]
  test.each(cases)('%s', (_name, inputs, message) => {
    expect(() => withInputs({ 'github-token': 't', ...inputs }, readVersionInputs)).toThrow(UserError)
    expect(() => withInputs({ 'github-token': 't', ...inputs }, readVersionInputs)).toThrow(message)
  })
})

describe('the bundle, asking GitHub', () => {
  const version = 'production-v2026.01.31-1a2b3c4'
  const run = async (status: number, body: object) => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const inputs = { environment: 'production', version, 'github-token': 'token-of-the-run' }
    try {
      return { ...(await runBundle('determine-version', inputs, { GITHUB_API_URL: url })), asked }
    } finally {
      server.close()
    }
  }

  test('takes the full commit from it', async () => {
    const { code, outputs, asked } = await run(200, { sha })
    expect(asked).toEqual(['GET /repos/tsh/tsh-erp/commits/1a2b3c4 token token-of-the-run'])
    expect(code).toBe(0)
    expect(outputs).toContain(sha)
    expect(outputs).toMatch(/redeploy<<.*\ntrue\n/)
  })

  test('names a commit that the repository does not have', async () => {
    const { code, errors } = await run(404, { message: 'Not Found' })
    expect(code).toBe(1)
    expect(errors).toEqual([
      'determine-version: input "version" names commit 1a2b3c4, which tsh/tsh-erp does not have.',
    ])
  })
})
