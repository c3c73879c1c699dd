import { type InputReader, readEndpoint, readInputs, workflowRun } from '@tsh/action'
import { limitsOf, settingInputs, TELEGRAM_SETTINGS } from '@tsh/settings'
import { inputs } from './definition.ts'
import { type JobResults, parseJobs } from './outcome.ts'

export interface NotifyInputs {
  /** Empty, like the chat, when no message is wanted. */
  token: string
  chatId: string
  /** URL of the Bot API. */
  apiUrl: string
  /** The topic of the group; undefined for the general one. */
  threadId: number | undefined
  application: string
  environment: string
  version: string
  jobs: JobResults
  commitMessage: string
  /** Why something was skipped; empty if nothing was. */
  note: string
  failOnError: boolean
}

export async function readNotifyInputs(): Promise<NotifyInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const jobs = parseJobs(input.block('jobs'))
    if (!jobs) input.problem('input "jobs" must be the needs context as JSON. Pass toJSON(needs)')
    return {
      ...readChat(input),
      apiUrl: readEndpoint(input, 'api-url', { sent: 'the bot token travels' }).replace(/\/+$/, ''),
      threadId: readThreadId(input),
      application:
        input.text('application', { required: false }) || (workflowRun().repository.split('/')[1] ?? ''),
      environment: input.text('environment'),
      version: input.text('version', { required: false }),
      jobs: jobs ?? {},
      commitMessage: input.block('commit-message').split('\n')[0] ?? '',
      note: input.text('note', { required: false }),
      failOnError: input.flag('fail-on-error'),
    }
  })
}

/** Both or none: a single one is a mistake. */
function readChat(input: InputReader<'bot-token' | 'chat-id'>): Pick<NotifyInputs, 'token' | 'chatId'> {
  const names = ['bot-token', 'chat-id'] as const
  const required = names.some(name => input.secret(name, { required: false }) !== '')
  const secret = (name: 'bot-token' | 'chat-id', variable: string): string =>
    input.secret(name, { required, hint: `Define ${variable} and pass it by name from the caller` })
  const token = secret('bot-token', 'TELEGRAM_BOT_TOKEN')
  if (token !== '' && !/^\d{6,12}:[A-Za-z0-9_-]{30,}$/.test(token))
    input.problem('input "bot-token" is not a valid bot token (expected 123456789:ABC…)')
  return { token, chatId: secret('chat-id', 'TELEGRAM_CHAT_ID') }
}

function readThreadId(input: InputReader<'thread-id'>): number | undefined {
  if (input.text('thread-id', { required: false }) === '') return undefined
  return input.number('thread-id', limitsOf(TELEGRAM_SETTINGS['thread-id']))
}
