import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { fileOnGithub } from '../../src/source/contents-api.ts'
import type { SettingsRequest } from '../../src/source/request.ts'
import { VALID } from '../valid-file.ts'
import {
  type CannedResponse,
  errorResponse,
  fileResponse,
  type GithubDouble,
  startGithubDouble,
} from './github-double.ts'

const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
const request: SettingsRequest = {
  path: '.github/deploy.yml',
  isDefault: true,
  environment: 'staging',
  repository: 'tsh/erp',
  sha,
  token: 'secret-token',
}
let github: GithubDouble
beforeAll(async () => {
  github = await startGithubDouble('tsh/erp', 'secret-token')
})
afterAll(() => github.close())
beforeEach(() => {
  process.env.GITHUB_API_URL = github.url
  process.env.GITHUB_REPOSITORY = 'tsh/erp'
})

async function responded(...responses: CannedResponse[]) {
  github.respond(...responses)
  try {
    return await fileOnGithub(request, 1)
  } finally {
    expect(github.violations).toEqual([])
  }
}

test('a file is decoded', async () => {
  const text = `# Grüße, 你好\n${VALID}`
  expect(await responded(fileResponse(text))).toEqual({ text })
  expect(github.requests).toEqual([`GET /repos/tsh/erp/contents/.github/deploy.yml?ref=${sha}`])
})

test('an empty file is a file', async () => {
  expect(await responded(fileResponse(''))).toEqual({ text: '' })
})

test('without a commit, a file is that of the default branch', async () => {
  const { sha: _, ...onDefaultBranch } = request
  github.respond(fileResponse(VALID))
  expect(await fileOnGithub(onDefaultBranch, 1)).toEqual({ text: VALID })
  expect(github.requests).toEqual(['GET /repos/tsh/erp/contents/.github/deploy.yml'])
  github.respond(errorResponse(422, 'Unprocessable'))
  await expect(fileOnGithub(onDefaultBranch, 1)).rejects.toThrow(
    'cannot read .github/deploy.yml of the default branch of tsh/erp: GitHub returned HTTP 422',
  )
})

test('a file that does not exist is missing', async () => {
  expect(await responded(errorResponse(404, 'Not Found'))).toEqual({})
  expect(github.requests.length).toBe(1)
})

test('a failure that passes is not reported', async () => {
  expect(
    await responded(
      errorResponse(502, 'Bad Gateway'),
      errorResponse(503, 'Unavailable'),
      fileResponse(VALID),
    ),
  ).toEqual({
    text: VALID,
  })
})

const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1790000000' }

describe('fails in one line:', () => {
  test.each<[string, CannedResponse, string, number]>([
    [
      'a refused token',
      errorResponse(401, 'Bad credentials'),
      'GitHub refused the token (HTTP 401). Leave input "github-token" at its default',
      1,
    ],
    [
      'a missing permission',
      errorResponse(403, 'Resource not accessible by integration', { 'x-ratelimit-remaining': '99' }),
      'the job has no permission to read the repository (HTTP 403). Add "contents: read" to the permissions of the job',
      1,
    ],
    [
      'the rate limit',
      errorResponse(403, 'API rate limit exceeded for installation.', reset),
      "the rate limit of GitHub's API is exhausted until 2026-09-21 14:13 UTC. Run the job again later",
      1,
    ],
    [
      'the secondary rate limit',
      errorResponse(429, 'You have exceeded a secondary rate limit.'),
      "the rate limit of GitHub's API is exhausted. Run the job again later",
      1,
    ],
    [
      'an unknown commit',
      errorResponse(404, `No commit found for the ref ${sha}`),
      `the commit does not exist on GitHub. Run the workflow again on an existing branch`,
      1,
    ],
    [
      'a persistent failure',
      errorResponse(500, 'Server Error'),
      'GitHub returned HTTP 500. Run the job again later',
      3,
    ],
    [
      'another refusal',
      errorResponse(422, 'Unprocessable'),
      'GitHub returned HTTP 422. Run the job again later',
      1,
    ],
  ])('%s', async (_name, response, reason, requests) => {
    await expect(responded(response)).rejects.toMatchObject({
      name: 'UserError',
      problems: [`cannot read .github/deploy.yml of tsh/erp: ${reason}`],
    })
    expect(github.requests.length).toBe(requests)
  })

  test.each<[string, CannedResponse, string]>([
    ['a folder', { status: 200, body: [] }, '.github/deploy.yml is a folder. Set "settings" to a file'],
    [
      'a submodule',
      { status: 200, body: { type: 'submodule', size: 0 } },
      '.github/deploy.yml is a submodule. Set "settings" to a file in this repository',
    ],
    [
      'a link that leads nowhere',
      { status: 200, body: { type: 'symlink', size: 10, target: '/etc/passwd' } },
      '.github/deploy.yml is a symbolic link that does not point to a file in this repository',
    ],
    [
      'a file above 1 MB, which has no content',
      fileResponse('', { encoding: 'none', size: 2 * 1024 * 1024 }),
      '.github/deploy.yml is 2,048 KiB, and the limit for a settings file is 256 KiB',
    ],
    [
      'a file that was cut',
      fileResponse(VALID, { size: VALID.length + 1 }),
      'cannot read .github/deploy.yml: GitHub returned an incomplete file. Run the job again',
    ],
    [
      'a response without a file',
      { status: 200, body: null },
      'cannot read .github/deploy.yml: GitHub returned an incomplete file. Run the job again',
    ],
  ])('%s', async (_name, response, problem) => {
    await expect(responded(response)).rejects.toMatchObject({ name: 'UserError', problems: [problem] })
  })

  test('no network', async () => {
    const closed = await startGithubDouble('tsh/erp', 'secret-token')
    await closed.close()
    process.env.GITHUB_API_URL = closed.url
    await expect(fileOnGithub(request, 1)).rejects.toMatchObject({
      problems: [
        'cannot read .github/deploy.yml of tsh/erp: GitHub cannot be reached. Check the network of the runner, then run the job again',
      ],
    })
  })

  test('no token', async () => {
    await expect(fileOnGithub({ ...request, token: '' })).rejects.toThrow('input "github-token" is empty')
  })
})
