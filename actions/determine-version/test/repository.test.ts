import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Commits } from '../src/determine-version.ts'

const repository = '/repos/tsh/tsh-erp'
const [tip, sha] = ['a'.repeat(40), 'b'.repeat(40)]

let server: Server
let requested: string[]
let commits: Commits

/** A fake GitHub with a branch and a tag named main, and a tag named release. */
function answer(url: string): [number, object] {
  if (url === `${repository}/git/ref/heads/main`) return [200, { object: { sha: tip, type: 'commit' } }]
  if (url === `${repository}/compare/${tip}...${sha}`) return [200, { status: 'ahead' }]
  // As if resolved to the tag.
  if (/\/compare\/(main|release)\.\.\./.test(url)) return [200, { status: 'identical' }]
  return [404, { message: 'Not Found' }]
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? '').replace(/\?.*$/, '')
    requested.push(url)
    const [status, body] = answer(url)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // The client reads it when it is loaded.
  process.env.GITHUB_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.GITHUB_REPOSITORY = 'tsh/tsh-erp'
  const { repositoryOnGithub } = await import('../src/repository.ts')
  commits = repositoryOnGithub('token')
})
afterAll(() => void server.close())

test('a commit is compared with the branch, not with a tag of the same name', async () => {
  requested = []
  expect(await commits.isOn('main', sha)).toBe(false)
  expect(requested).toEqual([`${repository}/git/ref/heads/main`, `${repository}/compare/${tip}...${sha}`])
})

test('a tag is not treated as a branch', async () => {
  requested = []
  expect(await commits.isOn('release', sha)).toBe(false)
  expect(requested).toEqual([`${repository}/git/ref/heads/release`])
})
