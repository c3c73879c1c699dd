import { log } from '@tsh/action'
import { Telegram, TelegramError } from 'telegraf'
import { adviceFor, type Destination, otherDestination } from './destination.ts'
import type { Message } from './text.ts'

/** A destination for messages. */
export interface Chat {
  /** @returns the id of the message */
  send(message: Message, options: { silent: boolean }): Promise<number>
}

const MAX_ATTEMPTS = 3
const MAX_RETRY_SECONDS = 30

/** A Telegram chat. Errors contain Telegram's description, never the URL, since the token is part of it. */
export function openChat({
  token,
  apiUrl,
  chatId,
  threadId,
}: Destination & { token: string; apiUrl: string }): Chat {
  const telegram = new Telegram(token, { apiRoot: apiUrl })
  return {
    async send({ text, entities }, { silent }) {
      let to: Destination = { chatId, threadId }
      for (let attempt = 1; ; attempt++) {
        try {
          const { message_id: id } = await telegram.sendMessage(to.chatId, text, {
            entities: entities as never,
            disable_notification: silent,
            link_preview_options: { is_disabled: true },
            ...(to.threadId === undefined ? {} : { message_thread_id: to.threadId }),
          })
          return id
        } catch (error) {
          if (attempt === MAX_ATTEMPTS) throw readableError(error)
          to = redirected(error, to) ?? (await waited(error, to))
        }
      }
    },
  }
}

function redirected(error: unknown, to: Destination): Destination | undefined {
  const other = error instanceof TelegramError ? otherDestination(error, to) : undefined
  if (other) log.warning(`telegram-notify: ${other.warning}.`)
  return other
}

/** The same destination, after a while. @throws a readable error if a retry would not help */
async function waited(error: unknown, to: Destination): Promise<Destination> {
  const seconds = secondsToWait(error)
  if (seconds === undefined) throw readableError(error)
  await new Promise(resolve => setTimeout(resolve, seconds * 1000))
  return to
}

/** How long to wait before a retry; undefined when it would not help. */
function secondsToWait(error: unknown): number | undefined {
  if (!(error instanceof TelegramError)) return 1
  if (error.code === 429) return Math.min(error.parameters?.retry_after ?? 1, MAX_RETRY_SECONDS)
  return error.code >= 500 ? 1 : undefined
}

function readableError(error: unknown): Error {
  if (error instanceof TelegramError)
    return new Error(`Telegram API error ${error.code}: ${error.description}${adviceFor(error)}`)
  const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException
  return new Error(`cannot reach Telegram${code ? ` (${code})` : ''}`)
}
