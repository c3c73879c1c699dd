import { API_URL } from './forms.ts'

/** The messages. */
export const TELEGRAM_SETTINGS = {
  'api-url': {
    ...API_URL,
    default: 'https://api.telegram.org',
    description: 'URL of the Telegram Bot API, for a self-hosted one.',
  },
} as const
