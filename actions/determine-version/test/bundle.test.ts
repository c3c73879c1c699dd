import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { runBundle } from '@tsh/testing'

const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
const version = 'production-v2026.01.31-1a2b3c4'
const repository = '/repos/tsh/tsh-erp'
const commit = `${repository}/commits/1a2b3c4`
const settings = `${repository}/contents/.github/deploy.yml`

type Answer = [status: number, body: object]
const notFound: Answer = [404, { message: 'Not Found' }]

const file = (text: string): Answer => [
  200,
  {
    ...{ type: 'file', path: '.github/deploy.yml', encoding: 'base64' },
    ...{ size: Buffer.byteLength(text), content: Buffer.from(text).toString('base64') },
  },
]

const settingsWith = (branches: string, service = 'app_{slot}'): string => `service: ${service}
test: { python-version: "3.11" }
environments:
  production:
    server: root@erp.example
    host-key: SHA256:${'a'.repeat(43)}
    path: /opt/erp
    url: https://erp.example
${branches}`

interface Github {
  /** Responses by path; the settings file of the run's commit by its path and `?ref=`. */
  answers?: Record<string, Answer>
  inputs?: Record<string, string>
  ref?: string
}

/** Runs the bundle against a fake GitHub API, which requires the token of the run. */
async function determine({ answers = {}, inputs = {}, ref = 'refs/heads/main' }: Github) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? '')
    requests.push(`${request.method} ${url}`)
    const isKnown = request.headers.authorization === 'token token-of-the-run' && request.method === 'GET'
    const [status, body] = (isKnown && (answers[url] ?? answers[url.replace(/\?.*$/, '')])) || notFound
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const given = { environment: 'production', 'github-token': 'token-of-the-run', ...inputs }
  const env = { GITHUB_API_URL: url, GITHUB_REF: ref, GITHUB_SHA: sha }
  try {
    const run = await runBundle('determine-version', given, env)
    return { ...run, requests, output: (name: string) => outputOf(run.outputs, name) }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const outputOf = (outputs: string, name: string): string | undefined =>
  new RegExp(`^${name}<<.*\\n(.*)\\n`, 'm').exec(outputs)?.[1]

/** The settings file at the commit of the run, and on the default branch. */
const both = (atRun: string, onDefault: string): Record<string, Answer> => ({
  [`${settings}?ref=${sha}`]: file(atRun),
  [settings]: file(onDefault),
})
/** The newest commit of a branch. */
const tip = 'f'.repeat(40)
const compared = (status: string, branch = 'main'): Record<string, Answer> => ({
  [repository]: [200, { default_branch: 'main' }],
  [commit]: [200, { sha }],
  [`${repository}/git/ref/heads/${branch}`]: [200, { object: { type: 'commit', sha: tip } }],
  [`${repository}/compare/${tip}...${sha}`]: [200, { status }],
})

describe('a new version', () => {
  test('has the outputs from the settings', async () => {
    const main = settingsWith('    branches: [main]\n')
    const { code, output, errors } = await determine({ answers: both(main, main) })
    expect([code, errors]).toEqual([0, []])
    expect(output('version')).toMatch(/^production-v\d{4}\.\d{2}\.\d{2}-1a2b3c4$/)
    const facts = ['redeploy', 'python-version', 'node-version', 'has-database', 'has-slots'].map(output)
    expect(facts).toEqual(['false', '3.11', '', 'true', 'true'])
    expect(output('artifact')).toMatch(/^images-production-/)
  })

  test('needs no settings', async () => {
    const { code, requests, output } = await determine({ inputs: { environment: 'staging' } })
    expect(code).toBe(0)
    expect(output('version')).toBe('staging-1a2b3c4')
    expect(requests.at(-1)).toBe(`GET ${settings}`)
  })

  test('of a branch is refused by the default branch, regardless of the branch itself', async () => {
    const answers = both(settingsWith('    branches: [feature]\n'), settingsWith('    branches: [main]\n'))
    const { code, errors } = await determine({ answers, ref: 'refs/heads/feature' })
    expect(code).toBe(1)
    expect(errors).toEqual([
      'determine-version: a run of feature is not allowed to deploy to production: the setting "branches" on the default branch only allows main. Start the workflow on one of them.',
    ])
  })

  test('of an unknown environment is refused with those that exist', async () => {
    const answers = both(settingsWith(''), settingsWith(''))
    const { code, errors } = await determine({ answers, inputs: { environment: 'prod' } })
    expect(code).toBe(1)
    expect(errors.join()).toMatch(/"prod".*production/)
  })

  test('with slots is refused by a workflow that does not switch, together with all other problems', async () => {
    const answers = both(settingsWith('', 'app_{slot}'), settingsWith('', 'app_{slot}'))
    const { errors } = await determine({
      answers,
      inputs: { 'require-in-place': 'true', 'skip-tests': 'true' },
    })
    expect(errors).toEqual([
      expect.stringContaining('"service" of production has {slot}'),
      expect.stringContaining('skip-tests without a reason'),
    ])
  })

  test('shows why something is skipped, with escaped markup', async () => {
    const inputs = { 'skip-backup': 'true', 'skip-reason': '[x](http://evil) `now`' }
    const { code, summary } = await determine({ inputs })
    expect(code).toBe(0)
    expect(summary).toContain('> Skipped (backup) because: &#91;x&#93;')
    expect(summary).not.toContain('[x](')
  })

  test('is refused when the default branch cannot be read', async () => {
    const answers = { ...both(settingsWith(''), ''), [settings]: [403, { message: 'no' }] as Answer }
    const { code, errors } = await determine({ answers })
    expect(code).toBe(1)
    expect(errors).toEqual([
      'determine-version: cannot read .github/deploy.yml of the default branch of tsh/tsh-erp: the job has no permission to read the repository (HTTP 403). Add "contents: read" to the permissions of the job.',
    ])
  })
})

describe('an existing version', () => {
  const again = (answers: Record<string, Answer>) => determine({ answers, inputs: { version } })

  test.each(['behind', 'identical'])(
    'has the full commit SHA if the branch contains it (%s)',
    async status => {
      const { code, output, requests } = await again(compared(status))
      expect(requests.slice(-4)).toEqual([
        `GET ${repository}`,
        `GET ${commit}`,
        `GET ${repository}/git/ref/heads/main`,
        `GET ${repository}/compare/${tip}...${sha}?per_page=1`,
      ])
      expect([code, output('version'), output('sha'), output('redeploy')]).toEqual([0, version, sha, 'true'])
    },
  )

  test('may be on a branch of the settings with a slash in its name', async () => {
    const listed = settingsWith('    branches: [release/1.x, main]\n')
    const answers = { ...both(listed, listed), ...compared('behind', 'release/1.x') }
    expect((await again(answers)).code).toBe(0)
  })

  test.each(['ahead', 'diverged'])('that the branch does not contain is refused (%s)', async status => {
    const { code, errors } = await again(compared(status))
    expect(code).toBe(1)
    expect(errors[0]).toContain(`commit 1a2b3c4 of version ${version} is not on main`)
  })

  test('without common history with the branch, as from a fork, is refused', async () => {
    const { [repository]: facts, [commit]: found } = compared('behind')
    const { code, errors } = await again({ [repository]: facts, [commit]: found } as Record<string, Answer>)
    expect(code).toBe(1)
    expect(errors[0]).toContain('is not on main')
  })

  test('is not misjudged during an outage', async () => {
    const compare = `${repository}/compare/${tip}...${sha}`
    const { code, errors } = await again({ ...compared('behind'), [compare]: [403, { message: 'no' }] })
    expect(code).toBe(1)
    expect(errors).toEqual([
      `determine-version: cannot compare commit ${sha} with main in tsh/tsh-erp: the job has no permission to read the repository (HTTP 403). Add "contents: read" to the permissions of the job.`,
    ])
  })

  test('whose commit does not exist in the repository is reported', async () => {
    const { code, errors } = await again({ [repository]: [200, { default_branch: 'main' }] })
    expect(code).toBe(1)
    expect(errors).toEqual([
      'determine-version: input "version" contains commit 1a2b3c4, which does not exist in tsh/tsh-erp. Correct the version.',
    ])
  })
})
