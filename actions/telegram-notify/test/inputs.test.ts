import { expect, test } from '@jest/globals'
import { withInputs } from '@tsh/testing'
import { readNotifyInputs } from '../src/inputs.ts'

const readThread = (threadId: string): Promise<number | undefined> =>
  withInputs(
    {
      ...{ 'bot-token': `123456789:${'a'.repeat(35)}`, 'chat-id': '-100123', 'thread-id': threadId },
      ...{ 'api-url': 'https://api.telegram.org', environment: 'production' },
      ...{ jobs: '{}', 'fail-on-error': 'false' },
    },
    async () => (await readNotifyInputs()).threadId,
  )

test.each([
  ['', undefined],
  ['2', 2],
  [' 4711 ', 4711],
])('the topic is read from "%s"', async (given, threadId) => expect(await readThread(given)).toBe(threadId))

// The Bot API refuses the id of the topic "General", which is 1.
test.each(['1', '-5', 'releases', 't.me/c/123/7'])('and not from "%s"', given =>
  expect(readThread(given)).rejects.toThrow(
    `input "thread-id" must be a whole number from 2 to 2147483647, got "${given}"`,
  ),
)

const read = (apiUrl: string): Promise<string> =>
  withInputs(
    {
      ...{ 'bot-token': `123456789:${'a'.repeat(35)}`, 'chat-id': '-100123', 'api-url': apiUrl },
      ...{ environment: 'production', jobs: '{}', 'fail-on-error': 'false' },
    },
    async () => (await readNotifyInputs()).apiUrl,
  )

test.each([
  ['https://api.telegram.org/', 'https://api.telegram.org'],
  ['https://bots.example:8443/api', 'https://bots.example:8443/api'],
  ['http://127.0.0.1:8081', 'http://127.0.0.1:8081'],
  ['http://[::1]:8081/', 'http://[::1]:8081'],
  ['http://localhost:8081', 'http://localhost:8081'],
])('the Bot API is at %s', async (given, url) => expect(await read(given)).toBe(url))

test.each([
  ['http://bots.example', /"api-url" must be https, because the bot token/],
  ['http://127.0.0.1.bots.example', /"api-url" must be https/],
  ['https://alice:canary@bots.example', /"api-url" must be an https URL without user and password$/],
  ['ftp://bots.example', /"api-url" must be an https URL/],
  ['bots.example', /"api-url" must be an https URL/],
])('and not at %s', (given, message) => expect(read(given)).rejects.toThrow(message))

const readChat = (token: string, chatId: string): Promise<string[]> =>
  withInputs(
    {
      ...{ 'bot-token': token, 'chat-id': chatId, 'api-url': 'https://api.telegram.org' },
      ...{ environment: 'production', jobs: '{}', 'fail-on-error': 'false' },
    },
    async () => {
      const inputs = await readNotifyInputs()
      return [inputs.token, inputs.chatId]
    },
  )

test('a chat is optional', async () => expect(await readChat('', '')).toEqual(['', '']))

test.each([
  [
    'a token without a chat',
    `123456789:${'a'.repeat(35)}`,
    '',
    /"chat-id" is empty. Define TELEGRAM_CHAT_ID/,
  ],
  ['a chat without a token', '', '-100123', /"bot-token" is empty. Define TELEGRAM_BOT_TOKEN/],
])('%s is a mistake', async (_what, token, chatId, message) => {
  await expect(readChat(token, chatId)).rejects.toThrow(message)
})

test.each([
  ['', 'shop'],
  ['admin', 'admin'],
])('with the setting "%s" the application is %s', async (application, expected) => {
  const given = { 'api-url': 'https://api.telegram.org', environment: 'production', jobs: '{}', application }
  const repository = process.env.GITHUB_REPOSITORY
  process.env.GITHUB_REPOSITORY = 'tsh/shop'
  try {
    const read = () => readNotifyInputs()
    expect((await withInputs({ ...given, 'fail-on-error': 'false' }, read)).application).toBe(expected)
  } finally {
    if (repository === undefined) delete process.env.GITHUB_REPOSITORY
    else process.env.GITHUB_REPOSITORY = repository
  }
})
