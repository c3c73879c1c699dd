import type { TelegramError } from 'telegraf'

/** Where a message is sent. */
export interface Destination {
  chatId: string
  /** The topic of a group; undefined for the general one. */
  threadId: number | undefined
}

/** Where to send a message instead, and what the user should change. */
interface Redirection extends Destination {
  warning: string
}

/** Where a message can be sent after an error of the Bot API; undefined if nowhere else. */
export function otherDestination(
  error: Pick<TelegramError, 'description' | 'parameters'>,
  { chatId, threadId }: Destination,
): Redirection | undefined {
  const newId = error.parameters?.migrate_to_chat_id
  if (newId !== undefined && String(newId) !== chatId) {
    const warning = `the group has become a supergroup with the id ${newId}, to which the message is sent. Set TELEGRAM_CHAT_ID to this id`
    return { chatId: String(newId), threadId, warning }
  }
  if (threadId !== undefined && isClosedTopic(error)) {
    const warning = `topic ${threadId} is closed or does not exist (${error.description}), so the message is sent to the topic "General". Correct "telegram.thread-id", or reopen the topic`
    return { chatId, threadId: undefined, warning }
  }
  return undefined
}

/** What to do about an error of the Bot API, as the end of its message; empty if unknown. */
export const adviceFor = (error: Pick<TelegramError, 'description'>): string =>
  isClosedTopic(error) ? '. Set "telegram.thread-id" to an open topic' : ''

const isClosedTopic = ({ description }: Pick<TelegramError, 'description'>): boolean =>
  /TOPIC_(CLOSED|DELETED)|message thread not found/i.test(description)
