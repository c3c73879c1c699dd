import { API_URL, wholeNumber } from './forms.ts'

/** The messages. */
export const TELEGRAM_SETTINGS = {
  'api-url': {
    ...API_URL,
    default: 'https://api.telegram.org',
    description: 'URL of the Telegram Bot API, for a self-hosted one.',
  },
  'thread-id': {
    // The topic "General" has no thread: Telegram rejects its id, 1.
    ...wholeNumber(2, 2_147_483_647),
    description:
      'Topic of the group that receives the message: the second number in the link of the topic, `t.me/c/<group>/<topic>`. Without it, the message goes to the topic "General".',
  },
} as const
