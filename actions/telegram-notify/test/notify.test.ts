import { describe, expect, jest, test } from '@jest/globals'
import { log } from '@tsh/action'
import { declaredOutputs } from '@tsh/testing'
import type { NotifyInputs } from '../src/inputs.ts'
import { notify } from '../src/notify.ts'
import { type JobResults, outcomeOf, parseJobs } from '../src/outcome.ts'
import { bold, code, compose, type Message } from '../src/text.ts'

const job = (result: string, outputs: Record<string, string> = {}) => ({ result, outputs })
const deployed: JobResults = {
  build: job('success'),
  deploy: job('success'),
  'smoke-tests': job('success'),
  rollback: job('skipped'),
}
const inputs: NotifyInputs = {
  token: '',
  chatId: '',
  apiUrl: '',
  threadId: undefined,
  application: 'shop',
  environment: 'production',
  version: 'v1',
  jobs: deployed,
  commitMessage: '',
  note: '',
  failOnError: false,
}

async function messageFor(more: Partial<NotifyInputs>): Promise<Message> {
  let sent: Message = { text: '', entities: [] }
  const chat = {
    async send(message: Message) {
      sent = message
      return 17
    },
  }
  await notify({ ...inputs, ...more }, chat)
  return sent
}

test('the message names the application, of which a repository may have several', async () => {
  expect((await messageFor({ application: 'admin' })).text).toContain('Application admin to production')
})

describe('outcomeOf', () => {
  const cases: [string, JobResults, string][] = [
    ['everything succeeded', deployed, 'deployed'],
    ['an earlier job failed', { ...deployed, build: job('failure'), deploy: job('skipped') }, 'failed'],
    [
      'it was rolled back',
      { ...deployed, 'smoke-tests': job('failure'), rollback: job('success', { outcome: 'rolled-back' }) },
      'rolled-back',
    ],
    [
      'there was nothing to roll back',
      { ...deployed, deploy: job('failure'), rollback: job('success', { outcome: 'nothing-to-do' }) },
      'failed',
    ],
    [
      'the rollback failed',
      { ...deployed, 'smoke-tests': job('failure'), rollback: job('failure') },
      'rollback-failed',
    ],
    [
      'the rollback was refused',
      {
        ...deployed,
        'smoke-tests': job('failure'),
        rollback: job('failure', { outcome: 'refused' }),
      },
      'rollback-refused',
    ],
    [
      'the rollback was cancelled',
      { ...deployed, 'smoke-tests': job('failure'), rollback: job('cancelled') },
      'rollback-failed',
    ],
    [
      'only the public URL fails',
      { ...deployed, 'smoke-tests': job('failure', { verdict: 'edge' }) },
      'edge-failed',
    ],
    [
      'the release is bad, and there was nothing to roll back',
      {
        ...deployed,
        'smoke-tests': job('failure', { verdict: 'bad-release' }),
        rollback: job('success', { outcome: 'nothing-to-do' }),
      },
      'failed',
    ],
    ['it was cancelled', { ...deployed, deploy: job('cancelled') }, 'cancelled'],
    ['nothing ran', { deploy: job('skipped') }, 'failed'],
  ]
  test.each(cases)('%s', (_name, jobs, outcome) => expect(outcomeOf(jobs)).toBe(outcome))
})

test('outputs that the message was sent, and its id', async () => {
  const outputs = await notify(inputs, { send: async () => 17 })
  expect(outputs).toEqual({ outcome: 'sent', 'message-id': '17' })
  expect(Object.keys(outputs).sort()).toEqual(declaredOutputs('telegram-notify'))
})

test('starts with the most important information', async () => {
  expect((await messageFor({})).text).toMatch(/^🚀 Deployed: v1 is live\n/)
  const rollback = job('success', { outcome: 'rolled-back', version: 'v0' })
  const back = await messageFor({ jobs: { ...deployed, 'smoke-tests': job('failure'), rollback } })
  expect(back.text).toMatch(/^↩️ Rolled back: v1 failed, v0 is live again\n/)
  const edge = await messageFor({ jobs: { ...deployed, 'smoke-tests': job('failure', { verdict: 'edge' }) } })
  expect(edge.text).toMatch(
    /^⚠️ Deployed, but unreachable: v1 is healthy on the server.*nothing was rolled back\n/,
  )
  const burning = await messageFor({ jobs: { ...deployed, rollback: job('failure') } })
  expect(burning.text).toMatch(/^🔥 ROLLBACK FAILED: production needs manual action now\n/)
})

test('reports whether a rollback is possible before one is needed', async () => {
  const withRollback = (rollback: string): JobResults => ({
    ...deployed,
    deploy: job('success', { rollback }),
  })
  expect((await messageFor({ jobs: withRollback('possible') })).text).toMatch(/^Rollback: possible$/m)
  const why = 'refused automatically, m/2.py is not marked "# rollback: compatible"'
  const { text, entities } = await messageFor({ jobs: withRollback(why) })
  expect(entities).toContainEqual({ type: 'code', offset: text.indexOf(why), length: why.length })
  const rollback = job('failure', { outcome: 'refused' })
  const refused = await messageFor({
    jobs: { ...withRollback(why), 'smoke-tests': job('failure'), rollback },
  })
  expect(refused.text).toMatch(/^🔥 ROLLBACK REFUSED: v1 stays live, .* production needs manual action now\n/)
  expect(refused.text).toContain(why)
})

test('points to the summary when the workflows pass no names', async () => {
  const outputs = { rollback: 'refused', 'not-updated': 'true' }
  const { text } = await messageFor({ jobs: { ...deployed, deploy: job('success', outputs) } })
  expect(text).toMatch(/^⚠️ Some services were not updated; the summary lists them$/m)
  expect(text).toMatch(/^Rollback: refused automatically; the summary has the reason$/m)
  const all = await messageFor({ jobs: { ...deployed, deploy: job('success', { 'not-updated': 'false' }) } })
  expect(all.text).not.toContain('updated')
  const named = await messageFor({
    jobs: { ...deployed, deploy: job('success', { 'not-updated': 'cache' }) },
  })
  expect(named.text).toMatch(/^⚠️ Not updated: cache$/m)
})

test('shows why something was skipped', async () => {
  expect((await messageFor({ note: 'hotfix' })).text).toContain('⚠️ hotfix')
})

test('untrusted text is in entities and never markup', async () => {
  const hostile = '*bold* <b>x</b> [a](http://evil) @all /start `code`'
  const { text, entities } = await messageFor({ commitMessage: hostile })
  const offset = text.indexOf(hostile)
  expect(entities).toContainEqual({ type: 'code', offset, length: hostile.length })
})

test('a message that cannot be sent is a warning, unless "fail-on-error" is set', async () => {
  const chat = { send: () => Promise.reject(new Error('Telegram API error 403: bot was kicked')) }
  expect(await notify(inputs, chat)).toEqual({ outcome: 'failed', 'message-id': '' })
  await expect(notify({ ...inputs, failOnError: true }, chat)).rejects.toThrow('bot was kicked')
})

test('without a chat there is a warning, even if a message must be sent', async () => {
  const warning = jest.spyOn(log, 'warning').mockImplementation(() => {})
  const notified = await notify({ ...inputs, failOnError: true }, undefined)
  expect(notified).toEqual({ outcome: 'not-configured', 'message-id': '' })
  expect(warning.mock.calls).toEqual([
    [expect.stringMatching(/^no message was sent \(deployed\).*TELEGRAM_BOT_TOKEN/), 'telegram-notify'],
  ])
  warning.mockRestore()
})

test('a long message is truncated at a character boundary with its entities inside', () => {
  const { text, entities } = compose([[bold('head'), ' ', code('😀'.repeat(4000))]])
  expect(text.length).toBeLessThanOrEqual(4096)
  expect(text.isWellFormed()).toBe(true)
  for (const { offset, length } of entities) expect(offset + length).toBeLessThanOrEqual(text.length)
})

test('parses the needs context', () => {
  expect(parseJobs('{"deploy":{"result":"success","outputs":{"a":"b"}}}')).toEqual({
    deploy: job('success', { a: 'b' }),
  })
  expect(parseJobs('nonsense')).toBeUndefined()
})
