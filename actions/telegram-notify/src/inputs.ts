import { type InputReader, readEndpoint, readInputs } from '@tsh/action'
import { limitsOf, settingInputs, TELEGRAM_SETTINGS } from '@tsh/settings'
import { inputs } from './definition.ts'
import { type JobResults, parseJobs } from './outcome.ts'

export interface NotifyInputs {
  token: string
  chatId: string
  /** URL of the Bot API. */
  apiUrl: string
  /** The topic of the group; undefined for the general one. */
  threadId: number | undefined
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
    const token = input.secret('bot-token', {
      hint: 'Define TELEGRAM_BOT_TOKEN and pass it by name from the caller',
    })
    if (token !== '' && !/^\d{6,12}:[A-Za-z0-9_-]{30,}$/.test(token)) {
      input.problem('input "bot-token" is not a valid bot token (expected 123456789:ABC…)')
    }
    const jobs = parseJobs(input.block('jobs'))
    if (!jobs) input.problem('input "jobs" is not the JSON of the needs context. Pass toJSON(needs)')
    return {
      token,
      chatId: input.secret('chat-id', {
        hint: 'Define TELEGRAM_CHAT_ID and pass it by name from the caller',
      }),
      apiUrl: readEndpoint(input, 'api-url', { sent: 'the bot token travels' }).replace(/\/+$/, ''),
      threadId: readThreadId(input),
      environment: input.text('environment'),
      version: input.text('version', { required: false }),
      jobs: jobs ?? {},
      commitMessage: input.block('commit-message').split('\n')[0] ?? '',
      note: input.text('note', { required: false }),
      failOnError: input.flag('fail-on-error'),
    }
  })
}

function readThreadId(input: InputReader<'thread-id'>): number | undefined {
  if (input.text('thread-id', { required: false }) === '') return undefined
  return input.number('thread-id', limitsOf(TELEGRAM_SETTINGS['thread-id']))
}
