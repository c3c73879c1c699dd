import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { runBundle } from '@tsh/testing'
import { makeCertificate } from './http/certificate.ts'
import { withSite } from './http/site.ts'

const defaults = {
  ...{
    'skip-standard-checks': 'false',
    'timeout-seconds': '1',
    'edge-failure': 'alert',
    'watch-seconds': '0',
  },
}
const run = (status: number, more: Record<string, string> = {}) =>
  withSite(
    (request, response) => {
      response.setHeader('X-Version', 'v1')
      response.writeHead(request.url === '/login' ? 401 : status).end('{"ok":true}')
    },
    url => runBundle('smoke-test', { url, ...defaults, ...more }),
  )

/** Runs work with the variables of a checkout that has these settings. */
async function withSettings<T>(
  text: string,
  work: (variables: Record<string, string>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'repository-'))
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      encoding: 'utf8',
    }).trim()
  try {
    git('init', '--quiet')
    await mkdir(join(folder, '.github'))
    await writeFile(join(folder, '.github/deploy.yml'), text)
    git('add', '--all')
    git('commit', '--quiet', '--message=settings')
    return await work({ GITHUB_WORKSPACE: folder, GITHUB_SHA: git('rev-parse', 'HEAD') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const SETTINGS = `environments:
  production:
    server: root@shop.example
    host-key: SHA256:1OAd2cISTkBNgGrXSzwnMWUjNpv4oMBOaVfpJDGUQ0g
    path: /opt/shop
    url: https://shop.example
    service: app
`

test.each([
  ['the setting', {}, 'shop.example', 'https'],
  ['the input', { 'public-url': 'http://other.example:8080' }, 'other.example:8080', undefined],
])('an address is requested with the public host of %s', async (_name, inputs, host, protocol) => {
  const requests: object[] = []
  const { code } = await withSite(
    ({ headers }, response) => {
      requests.push([headers.host, headers['x-forwarded-proto']])
      response.end()
    },
    url =>
      withSettings(SETTINGS, variables =>
        runBundle(
          'smoke-test',
          { url, ...defaults, environment: 'production', 'github-token': '', ...inputs },
          variables,
        ),
      ),
  )
  expect(code).toBe(0)
  expect(requests).toEqual(Array(3).fill([host, protocol]))
})

test('a check in the settings has a secret in a header, which nothing shows', async () => {
  const smoke = `smoke:
  skip-standard-checks: true
  checks:
    - path: /private
      headers: { Authorization: "Bearer $API_TOKEN", X-Other: "$OTHER" }
`
  const secrets = ['t0ken-of-API', 'Other+Value/1']
  const headers: (string | undefined)[][] = []
  const run = await withSite(
    (request, response) => {
      const { authorization, 'x-other': other } = request.headers
      headers.push([authorization, String(other)])
      response.writeHead(503, { 'X-Echo': String(other) }).end(`no: ${authorization} ${other}`)
    },
    url =>
      withSettings(smoke + SETTINGS, variables =>
        runBundle(
          'smoke-test',
          {
            ...{ url, 'timeout-seconds': '1', environment: 'production', 'github-token': '' },
            secrets: `API_TOKEN=${secrets[0]}\nOTHER=${secrets[1]}\n`,
          },
          variables,
        ),
      ),
  )
  expect(headers[0]).toEqual([`Bearer ${secrets[0]}`, secrets[1]])
  expect(run.errors[1]).toContain('got HTTP 503; body "no: *** ***"')
  const shown = run.stdout.replace(/^::add-mask::.*$/gm, '') + run.stderr + run.files
  for (const secret of secrets) {
    expect(run.stdout).toContain(`::add-mask::${secret}\n`)
    expect(shown).not.toContain(secret)
  }
})

describe('the bundle', () => {
  test('passes for a healthy site', async () => {
    const { code, outputs, summary } = await run(200, { checks: 'POST /login 401,422' })
    expect(code).toBe(0)
    expect(outputs).toMatch(/verdict<<.*\npassed\n/)
    expect(outputs).toMatch(/passed<<.*\n4\n/)
    expect(summary).toContain('✅')
  })
  test('keeps watching, and fails for a site that crashes', async () => {
    let requests = 0
    const { code, errors, outputs, stdout } = await withSite(
      (_request, response) => response.writeHead(++requests > 4 ? 500 : 200).end(),
      url => runBundle('smoke-test', { url, ...defaults, 'watch-seconds': '900' }),
    )
    expect(code).toBe(1)
    expect(outputs).toMatch(/verdict<<.*\nbad-release\n/)
    expect(stdout).toMatch(/^watched \d+ s, 4 requests, 3 failed$/m)
    expect(errors[0]).toContain('all 3 checks passed at first, then 1 of 3 checks fail')
  })
  test('reads a list', async () => {
    const checks = '- path: /\n  expect-json: { ok: true }\n  expect-version: header X-Version'
    expect((await run(200, { checks, version: 'v1' })).code).toBe(0)
    const wrong = await run(200, { checks, version: 'v2' })
    expect(wrong).toMatchObject({ code: 1, outputs: expect.stringMatching(/verdict<<.*\nbad-release\n/) })
    expect(wrong.errors[1]).toContain('GET /: expected version v2 in header x-version, got v1')
  })
  test('fails for an unhealthy site, and shows its response without the secret', async () => {
    const checks = '- path: /echo\n  headers: { Authorization: Bearer canary-canary }'
    const echo = await withSite(
      (request, response) => response.writeHead(503).end(`no: ${request.headers.authorization}`),
      url => runBundle('smoke-test', { url, ...defaults, 'skip-standard-checks': 'true', checks }),
    )
    expect(echo.code).toBe(1)
    expect(echo.errors[1]).toMatch(
      /^smoke-test: GET \/echo: expected HTTP 200, got HTTP 503; body "no: \*\*\*"/,
    )
    const shown = echo.stdout.replace(/^::add-mask::.*$/gm, '') + echo.summary + echo.outputs
    expect(shown).not.toContain('canary')
  })
  test('warns about a certificate that expires soon', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'smoke-'))
    const day = 24 * 60 * 60 * 1000
    const certificate = makeCertificate(
      'localhost',
      new Date(Date.now() - day),
      new Date(Date.now() + 3.5 * day),
    )
    try {
      await writeFile(join(folder, 'ca.pem'), certificate.cert)
      const { code, stdout, summary } = await withSite(
        (_request, response) => response.end(),
        url => runBundle('smoke-test', { url, ...defaults }, { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }),
        certificate,
      )
      expect(code).toBe(0)
      expect(stdout).toMatch(/^::warning .*expires in 3 days/m)
      expect(summary).toContain('expires in 3 days')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

test.each([
  ['of the settings', '    health-path: /up\n', '/up'],
  ['by default', '', '/health'],
])('without any other check, the health path %s is requested', async (_name, setting, path) => {
  const requested: (string | undefined)[] = []
  const run = await withSettings(SETTINGS + setting, variables =>
    withSite(
      (request, response) => {
        requested.push(request.url)
        response.writeHead(request.url === path ? 204 : 404).end()
      },
      url =>
        runBundle(
          'smoke-test',
          { ...defaults, url, 'skip-standard-checks': 'true', environment: 'production', 'github-token': '' },
          variables,
        ),
    ),
  )
  expect([run.code, run.errors, requested]).toEqual([0, [], [path]])
})

describe('the bundle refuses', () => {
  const refusal = async (inputs: Record<string, string>) => {
    const { code, errors } = await runBundle('smoke-test', {
      url: 'http://127.0.0.1:9',
      ...defaults,
      ...inputs,
    })
    expect(code).toBe(1)
    return errors
  }
  test('to pass without a check', async () => {
    expect((await refusal({ 'skip-standard-checks': 'true', checks: '# none' }))[0]).toContain(
      'there are no checks',
    )
  })
  test.each([
    ['file:///etc/passwd', ', got "file:///etc/passwd"'],
    ['ftp://site', ', got "ftp://site"'],
    ['https://user:pass-word@site', ''],
  ])('the address %s', async (url, seen) => {
    expect(await refusal({ url })).toEqual([
      `smoke-test: input "url" must be an http(s) URL without user and password${seen}.`,
    ])
  })
  test('a slot without a server', async () => {
    expect((await refusal({ 'slot-url': 'http://127.0.0.1:8011' }))[0]).toContain('"server" is required')
  })
  test('an invalid regular expression', async () => {
    const checks = '- path: /\n  expect-body: "("'
    expect((await refusal({ checks }))[0]).toContain('"expect-body" is not a valid regular expression')
  })
})
