import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { type BundleRun, runBundle } from '@tsh/testing'
import { caseTest } from '@tsh/testing/case-test'

const OLD_CHAT = '-100200'
const NEW_CHAT = '-1009000200'

interface Sent {
  chat_id: string
  message_thread_id?: number | string
}

/** Error of the Bot API for a message; undefined for success. */
type Refusal = { description: string; parameters?: object } | undefined

/** Sends a message to a Bot API with these errors. */
async function notified(
  refuse: (message: Sent) => Refusal,
  inputs: Record<string, string> = {},
): Promise<BundleRun & { delivered: Sent[] }> {
  const delivered: Sent[] = []
  const server = createServer(async (request, answer) => {
    let body = ''
    for await (const part of request) body += part
    const message = JSON.parse(body) as Sent
    const refusal = refuse(message)
    if (!refusal) delivered.push(message)
    const content = refusal ? { ok: false, error_code: 400, ...refusal } : { ok: true, result: {} }
    answer.writeHead(refusal ? 400 : 200, { 'content-type': 'application/json' })
    answer.end(JSON.stringify(content))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const run = await runBundle('telegram-notify', {
      'bot-token': `123456789:${'a'.repeat(35)}`,
      'chat-id': OLD_CHAT,
      'api-url': `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      environment: 'production',
      version: 'v1',
      jobs: '{"deploy":{"result":"success","outputs":{}}}',
      ...inputs,
    })
    return { ...run, delivered }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const warningsIn = ({ stdout }: BundleRun): string =>
  [...stdout.matchAll(/^::(?:warning|error).*$/gm)].join('\n')

// TwiN/gatus#179, laravel-notification-channels/telegram#166
caseTest(
  'case-70a',
  'a group that became a supergroup gets the message, and its new ID is reported',
  async () => {
    const run = await notified(({ chat_id }) =>
      chat_id === NEW_CHAT
        ? undefined
        : {
            description: 'Bad Request: group chat was upgraded to a supergroup chat',
            parameters: { migrate_to_chat_id: Number(NEW_CHAT) },
          },
    )
    expect(warningsIn(run)).toContain(NEW_CHAT)
    expect(run.delivered).toMatchObject([{ chat_id: NEW_CHAT }])
  },
)

// nextlevelbuilder/goclaw#637, caronc/apprise#852
caseTest('case-70b', 'a group whose general topic is closed gets the message in another topic', async () => {
  const refuse = ({ message_thread_id }: Sent): Refusal =>
    message_thread_id === undefined ? { description: 'Bad Request: TOPIC_CLOSED' } : undefined
  const run = await notified(refuse, { 'thread-id': '7' })
  expect(warningsIn(run)).toBe('')
  expect(run.delivered.map(({ message_thread_id }) => String(message_thread_id))).toEqual(['7'])
})

test('a message to a deleted topic goes to the general one, with a warning', async () => {
  const refuse = ({ message_thread_id }: Sent): Refusal =>
    message_thread_id === undefined ? undefined : { description: 'Bad Request: message thread not found' }
  const run = await notified(refuse, { 'thread-id': '7' })
  expect(warningsIn(run)).toMatch(/^::warning::.*topic 7 .*message thread not found.*"telegram\.thread-id"/)
  expect(run.delivered).toMatchObject([{ chat_id: OLD_CHAT }])
})

test('a closed general topic is reported with the setting for another one', async () => {
  const { stdout, delivered } = await notified(() => ({ description: 'Bad Request: TOPIC_CLOSED' }))
  expect(stdout).toContain('TOPIC_CLOSED. Set "telegram.thread-id" to an open topic)')
  expect(delivered).toEqual([])
})

const onlyOldChat = ({ chat_id }: Sent): Refusal =>
  chat_id === OLD_CHAT ? undefined : { description: 'Bad Request: chat not found' }

// The same reports: secrets are often saved with a final line break.
caseTest('case-70c', 'a line break at the end of the token is ignored', async () => {
  const run = await notified(onlyOldChat, { 'bot-token': `123456789:${'a'.repeat(35)}\n` })
  expect(warningsIn(run)).toBe('')
  expect(run.delivered).toHaveLength(1)
})

caseTest('case-70d', 'a line break at the end of the chat id is ignored', async () => {
  const run = await notified(onlyOldChat, { 'chat-id': `${OLD_CHAT}\n` })
  expect(warningsIn(run)).toBe('')
  expect(run.delivered).toHaveLength(1)
})
