import { Telegram, TelegramError } from 'telegraf'
import type { Message } from './text.ts'

/** Somewhere to send messages to. */
export interface Chat {
  send(message: Message, options: { silent: boolean }): Promise<void>
}

const TRIES = 3
const LONGEST_WAIT = 30

/** A Telegram chat. Errors carry Telegram's own description, never the address, since the token is part of it. */
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
        } catch (cause) {
          const wait = secondsToWait(cause)
          if (wait === undefined || attempt === TRIES) throw plainError(cause)
          await new Promise(resolve => setTimeout(resolve, wait * 1000))
        }
      }
    },
  }
}

/** How long to wait before another try, or nothing when it would not help. */
function secondsToWait(cause: unknown): number | undefined {
  if (!(cause instanceof TelegramError)) return 1
  if (cause.code === 429) return Math.min(cause.parameters?.retry_after ?? 1, LONGEST_WAIT)
  return cause.code >= 500 ? 1 : undefined
}

function plainError(cause: unknown): Error {
  if (cause instanceof TelegramError) return new Error(`Telegram says ${cause.code}: ${cause.description}`)
  const { code } = ((cause as Error).cause ?? cause) as NodeJS.ErrnoException
  return new Error(`Telegram cannot be reached${code ? ` (${code})` : ''}`)
}
