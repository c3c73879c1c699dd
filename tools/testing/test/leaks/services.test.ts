import { describe, test } from '@jest/globals'
import { expectNoLeak, type Scenario } from './scan.ts'
import { type Site, startSite } from './site.ts'

// Services that fail and echo the request.

const CLOSED = 'http://127.0.0.1:9'

/** Scans a run against a service that responds with a status and echoes path, headers and body of the request. */
async function quoted(
  status: number,
  scenario: (url: string) => Scenario,
  content = (text: string): string => text,
): Promise<void> {
  const site: Site = await startSite(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const text = `no: ${body} ${request.url} ${JSON.stringify(request.headers)}`
    response.writeHead(status, { 'content-type': 'application/json' }).end(content(text))
  })
  await expectNoLeak(scenario(site.url)).finally(site.close)
}

describe('nothing leaks from a message', () => {
  const token = `123456789:${'b0T-t_Ok3n'.repeat(4)}`
  const chat = '-1001234567890'
  const message = (
    inputs: Record<string, string>,
    failure: RegExp,
    more: readonly string[] = [],
  ): Scenario => ({
    action: 'telegram-notify',
    inputs: {
      ...{ 'bot-token': token, 'chat-id': chat, environment: 'production', version: 'v1', jobs: '{}' },
      ...{ 'fail-on-error': 'true', ...inputs },
    },
    secrets: [token, token.split(':')[1] ?? '', chat, ...more],
    failure,
  })

  test.each([400, 500])('that Telegram refuses with the request in its response (HTTP %d)', status =>
    quoted(
      status,
      url =>
        message(
          { 'api-url': url },
          new RegExp(`could not send the message \\(Telegram API error ${status}: `),
        ),
      description => JSON.stringify({ ok: false, error_code: status, description }),
    ),
  )

  test('that Telegram refuses with invalid JSON', () =>
    quoted(400, url => message({ 'api-url': url }, /could not send the message/)))

  test('that does not reach Telegram', () =>
    expectNoLeak(message({ 'api-url': CLOSED }, /cannot reach Telegram/)))

  test.each(['bot-W0rd-without-a-form', `12345:${'b0T-t_Ok3n'.repeat(4)}`, `${token} ${token}`])(
    'whose token is malformed (%#)',
    malformed => expectNoLeak(message({ 'bot-token': malformed }, /is not a valid bot token/, [malformed])),
  )

  test.each(['https://alice:b0t-api-W0rd@bots.example', 'bots.example/b0t-api-W0rd', 'file:///b0t-api-W0rd'])(
    'whose address is %s',
    url => expectNoLeak(message({ 'api-url': url }, /"api-url" must be an https URL/, ['b0t-api-W0rd'])),
  )
})

test('nothing leaks from a version that GitHub fails to look up', () =>
  quoted(
    500,
    url => ({
      action: 'determine-version',
      inputs: {
        ...{ environment: 'production', version: 'production-v2026.01.31-1a2b3c4' },
        'github-token': 'ghs_S3cretOfTheRun0000',
      },
      secrets: ['ghs_S3cretOfTheRun0000'],
      failure: /of tsh\/tsh-erp: GitHub returned HTTP 500/,
      env: { GITHUB_API_URL: url },
    }),
    message => JSON.stringify({ message }),
  ))

describe('nothing leaks from smoke tests', () => {
  const secrets = ['b3arer-T0ken/x', 'sess10n=c00kie-W0rd', 'ap1-K3y+x', 'p4ss phrase "x"', 'b0dy-T0ken']
  const [bearer, cookie, key, password, token] = secrets
  const checks = JSON.stringify([
    { path: '/a', headers: { Authorization: `Bearer ${bearer}`, Cookie: cookie, 'X-Api-Key': key } },
    { path: '/b', method: 'POST', body: { login: { password }, tokens: [token] } },
    { path: '/c', headers: { Authorization: `Bearer ${bearer}` }, 'expect-body': '^ok$', status: 503 },
  ])
  const smokeTest = (url: string, text = checks, failure = /expected HTTP 200, got HTTP 503/): Scenario => ({
    action: 'smoke-test',
    inputs: {
      url,
      checks: text,
      'skip-standard-checks': 'true',
      'timeout-seconds': '1',
      'junit-file': 'junit.xml',
    },
    secrets,
    failure,
  })

  test('whose site quotes headers and bodies', () => quoted(503, url => smokeTest(url)))

  test('whose site does not respond', () => expectNoLeak(smokeTest(CLOSED, checks, /connection refused/)))

  test('whose list cannot be read', () =>
    expectNoLeak(
      smokeTest(CLOSED, `- path: /a\n  headers: { Authorization: "Bearer ${bearer}\n`, /not valid YAML/),
    ))

  test('whose list is not a list', () =>
    expectNoLeak(smokeTest(CLOSED, `path: /a\nheaders: { Authorization: "Bearer ${bearer}" }`, /"checks"/)))
})
