import { randomBytes, randomInt } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type MessageEntity, messageError, parsed } from './telegram-message.ts'

export interface TelegramMessage {
  messageId: number
  chatId: string
  /** The current text; all versions are in `history`. */
  text: string
  entities: MessageEntity[]
  history: string[]
}

export interface FakeTelegram {
  url: string
  token: string
  chatId: string
  messages: TelegramMessage[]
  /** Rejected requests, each with the returned description. */
  refused: string[]
  /** Returns these status codes, such as 429 or 500, for the next requests. */
  failNext(statuses: number[]): void
  close(): Promise<void>
}

type ApiResponse = [status: number, body: object]

/** A fake of the Bot API, as strict about requests as the real one. */
export async function startTelegram(): Promise<FakeTelegram> {
  const bot = new Bot()
  const server = createServer(async (request, response) => {
    const [status, body] = await bot.respond(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  const { token, chatId, messages, refused } = bot
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    token,
    chatId,
    messages,
    refused,
    failNext: statuses => bot.failures.push(...statuses),
    close,
  }
}

class Bot {
  readonly token =
    `${randomInt(100_000_000, 999_999_999)}:${randomBytes(26).toString('base64url').slice(0, 35)}`
  readonly chatId = `-100${randomInt(1_000_000_000, 9_999_999_999)}`
  readonly messages: TelegramMessage[] = []
  readonly refused: string[] = []
  readonly failures: number[] = []

  async respond(request: IncomingMessage): Promise<ApiResponse> {
    const body = await textOf(request)
    const failure = this.failures.shift()
    if (failure)
      return this.refuse(
        failure,
        failure === 429 ? 'Too Many Requests: retry after 1' : 'Internal Server Error',
      )
    const [, token, method] = /^\/bot([^/]+)\/(\w+)(?:\?.*)?$/.exec(request.url ?? '') ?? []
    if (token === undefined) return this.refuse(404, 'Not Found')
    if (token !== this.token) return this.refuse(401, 'Unauthorized')
    const fields = fieldsOf(body, request.headers['content-type'] ?? '')
    if (!fields) return this.refuse(400, "Bad Request: can't parse the request's body")
    if (method?.toLowerCase() === 'sendmessage') return this.send(fields)
    if (method?.toLowerCase() === 'editmessagetext') return this.edit(fields)
    return this.refuse(404, 'Not Found: method not found')
  }

  private send(fields: Record<string, unknown>): ApiResponse {
    const problem = this.chatProblem(fields) ?? messageError(fields)
    if (problem) return this.refuse(400, problem)
    const message: TelegramMessage = {
      ...{ messageId: this.messages.length + 1, chatId: this.chatId, text: '', entities: [], history: [] },
    }
    this.messages.push(message)
    return this.accept(message, fields)
  }

  private edit(fields: Record<string, unknown>): ApiResponse {
    const problem = this.chatProblem(fields)
    if (problem) return this.refuse(400, problem)
    const message = this.messages.find(candidate => candidate.messageId === Number(fields.message_id))
    if (!message) return this.refuse(400, 'Bad Request: message to edit not found')
    const error = messageError(fields)
    if (error) return this.refuse(400, error)
    const same =
      message.text === fields.text && JSON.stringify(message.entities) === JSON.stringify(entitiesOf(fields))
    if (same) return this.refuse(400, 'Bad Request: message is not modified')
    return this.accept(message, fields)
  }

  private accept(message: TelegramMessage, fields: Record<string, unknown>): ApiResponse {
    message.text = String(fields.text)
    message.entities = entitiesOf(fields)
    message.history.push(message.text)
    const chat = { id: Number(message.chatId), type: 'supergroup', title: 'Rehearsal' }
    const date = Math.floor(Date.now() / 1000)
    return [200, { ok: true, result: { message_id: message.messageId, chat, date, text: message.text } }]
  }

  private chatProblem(fields: Record<string, unknown>): string | undefined {
    if (fields.chat_id === undefined || fields.chat_id === '') return 'Bad Request: chat_id is empty'
    return String(fields.chat_id) === this.chatId ? undefined : 'Bad Request: chat not found'
  }

  private refuse(status: number, description: string): ApiResponse {
    this.refused.push(`${status} ${description}`)
    const parameters = status === 429 ? { parameters: { retry_after: 1 } } : {}
    return [status, { ok: false, error_code: status, description, ...parameters }]
  }
}

const entitiesOf = (fields: Record<string, unknown>): MessageEntity[] =>
  (parsed(fields.entities) as MessageEntity[] | undefined) ?? []

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function fieldsOf(body: string, type: string): Record<string, unknown> | undefined {
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body))
  const value = type.startsWith('application/json') ? parsed(body) : undefined
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined
}
