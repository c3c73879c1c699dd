import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type FakeTelegram, startTelegram } from '../src/services/telegram.ts'
import { messageError } from '../src/services/telegram-message.ts'

let telegram: FakeTelegram
beforeAll(async () => {
  telegram = await startTelegram()
})
afterAll(() => telegram.close())

const call = async (method: string, fields: Record<string, unknown>, token = telegram.token) => {
  const response = await fetch(`${telegram.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  return {
    status: response.status,
    body: (await response.json()) as { ok: boolean; description?: string; result?: { message_id: number } },
  }
}

describe('the fake Telegram', () => {
  test('keeps a message and its edits', async () => {
    const sent = await call('sendMessage', { chat_id: telegram.chatId, text: 'Deploying' })
    expect(sent.body).toMatchObject({ ok: true, result: { message_id: 1 } })
    const edited = await call('editMessageText', {
      chat_id: telegram.chatId,
      message_id: 1,
      text: 'Deployed',
    })
    expect(edited.status).toBe(200)
    expect(telegram.messages).toMatchObject([{ text: 'Deployed', history: ['Deploying', 'Deployed'] }])
    const again = await call('editMessageText', { chat_id: telegram.chatId, message_id: 1, text: 'Deployed' })
    expect(again.body.description).toBe('Bad Request: message is not modified')
  })

  test('accepts forms, with entities as JSON text', async () => {
    const entities = JSON.stringify([{ type: 'bold', offset: 0, length: 2 }])
    const body = new URLSearchParams({ chat_id: telegram.chatId, text: 'Hi there', entities })
    const response = await fetch(`${telegram.url}/bot${telegram.token}/sendMessage`, { method: 'POST', body })
    expect(response.status).toBe(200)
    expect(telegram.messages.at(-1)?.entities).toEqual([{ type: 'bold', offset: 0, length: 2 }])
  })

  test.each([
    [
      'an unknown token',
      401,
      'Unauthorized',
      () => call('sendMessage', { chat_id: telegram.chatId, text: 'x' }, '1:unknown'),
    ],
    [
      'an unknown chat',
      400,
      'Bad Request: chat not found',
      () => call('sendMessage', { chat_id: 5, text: 'x' }),
    ],
    [
      'no text',
      400,
      'Bad Request: message text is empty',
      () => call('sendMessage', { chat_id: telegram.chatId }),
    ],
    [
      'an unknown method',
      404,
      'Not Found: method not found',
      () => call('sendPhoto', { chat_id: telegram.chatId }),
    ],
  ])('rejects %s', async (_, status, description, request) => {
    expect(await request()).toMatchObject({ status, body: { ok: false, description } })
  })

  test('returns the configured failures', async () => {
    telegram.failNext([429])
    expect((await call('sendMessage', { chat_id: telegram.chatId, text: 'x' })).status).toBe(429)
    expect((await call('sendMessage', { chat_id: telegram.chatId, text: 'x' })).status).toBe(200)
  })
})

describe('entities', () => {
  const text = 'ab😀cd'
  test.each([
    [[{ type: 'bold', offset: 0, length: 6 }], undefined],
    [[{ type: 'bold', offset: 2, length: 2 }], undefined],
    [[{ type: 'bold', offset: 3, length: 1 }], /splits a surrogate pair/],
    [[{ type: 'bold', offset: 0, length: 7 }], /outside the text of 6 units/],
    [[{ type: 'shout', offset: 0, length: 1 }], /unsupported entity type "shout"/],
    [[{ type: 'text_link', offset: 0, length: 1 }], /needs a valid url/],
    [[{ type: 'bold', offset: 0.5, length: 1 }], /must be integers/],
    ['nonsense', /expected an Array/],
  ])('%j', (entities, expected) => {
    const error = messageError({ text, entities })
    if (expected === undefined) expect(error).toBeUndefined()
    else expect(error).toMatch(expected)
  })

  test('text of more than 4096 UTF-16 units is too long', () => {
    expect(messageError({ text: '😀'.repeat(2048) })).toBeUndefined()
    expect(messageError({ text: `${'😀'.repeat(2048)}x` })).toBe('Bad Request: message is too long')
  })
})
