import { Telegram, TelegramError } from 'telegraf'
import type { Message } from './text.ts'

/** A destination for messages. */
export interface Chat {
  send(message: Message, options: { silent: boolean }): Promise<void>
}

const MAX_ATTEMPTS = 3
const MAX_RETRY_SECONDS = 30

/** A Telegram chat. Errors contain Telegram's description, never the URL, since the token is part of it. */
export function openChat({ token, chatId, apiUrl }: { token: string; chatId: string; apiUrl: string }): Chat {
  const telegram = new Telegram(token, { apiRoot: apiUrl })
  return {
    async send({ text, entities }, { silent }) {
      for (let attempt = 1; ; attempt++) {
        try {
          await telegram.sendMessage(chatId, text, {
            entities: entities as never,
            disable_notification: silent,
            link_preview_options: { is_disabled: true },
          })
          return
        } catch (error) {
          const wait = secondsToWait(error)
          if (wait === undefined || attempt === MAX_ATTEMPTS) throw readableError(error)
          await new Promise(resolve => setTimeout(resolve, wait * 1000))
        }
      }
    },
  }
}

/** How long to wait before a retry; undefined when it would not help. */
function secondsToWait(error: unknown): number | undefined {
  if (!(error instanceof TelegramError)) return 1
  if (error.code === 429) return Math.min(error.parameters?.retry_after ?? 1, MAX_RETRY_SECONDS)
  return error.code >= 500 ? 1 : undefined
}

function readableError(error: unknown): Error {
  if (error instanceof TelegramError)
    return new Error(`Telegram API error ${error.code}: ${error.description}`)
  const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException
  return new Error(`cannot reach Telegram${code ? ` (${code})` : ''}`)
}
