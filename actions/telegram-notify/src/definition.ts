import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { SETTING_INPUTS, SETTINGS_FILE, VERSION } from '@tsh/settings'

export const action = {
  name: 'Telegram notification',
  description: 'Sends one message about the result of a deployment.',
} satisfies ActionDefinition

export const inputs = {
  'bot-token': {
    description:
      'Token of the bot (secret `TELEGRAM_BOT_TOKEN`). Without it and `chat-id`, no message is sent, which is a warning.',
    secret: true,
  },
  'chat-id': {
    description: 'Chat that receives the message (secret `TELEGRAM_CHAT_ID`).',
    secret: true,
  },
  ...SETTING_INPUTS.telegram,
  application: {
    description: 'Name of the application in the message; defaults to the name of the repository.',
    setting: 'application',
  },
  version: VERSION,
  jobs: {
    description:
      'The `needs` context as JSON (`toJSON(needs)`). The jobs `deploy`, `smoke-tests` and `rollback` determine the headline.',
    required: true,
  },
  'commit-message': { description: 'Commit message; its first line is shown.' },
  note: { description: 'A note to show, such as why the backup was skipped.' },
  'fail-on-error': {
    description: 'Fail the step if the message cannot be sent, instead of warning.',
    default: 'false',
  },
  ...SETTINGS_FILE,
  environment: { ...SETTINGS_FILE.environment, required: true },
} satisfies InputDefinitions

export const outputs = {
  outcome: {
    description:
      '`sent`, `failed` if the message could not be sent, or `not-configured` without a bot token and a chat.',
  },
  'message-id': { description: 'Id of the message in the chat; empty if none was sent.' },
} satisfies OutputDefinitions
