import { log, redact, UserError, workflowRun } from '@tsh/action'
import type { Chat } from './chat.ts'
import type { NotifyInputs } from './inputs.ts'
import { failedJob, type Outcome, outcomeOf } from './outcome.ts'
import { bold, code, compose, link, type Message } from './text.ts'

export interface Notified {
  outcome: 'sent' | 'failed' | 'not-configured'
  /** Empty if no message was sent. */
  'message-id': string
}

/**
 * Sends the outcome of the deployment to a chat. A message that cannot be sent is only a warning: it does not affect
 * the deployment. Without a chat there is a single warning.
 * @throws UserError when it cannot be sent and `fail-on-error` is set
 */
export async function notify(inputs: NotifyInputs, chat: Chat | undefined): Promise<Notified> {
  const outcome = outcomeOf(inputs.jobs)
  if (!chat) {
    log.warning(
      `no message was sent (${outcome}), because no chat is configured. Define TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID and pass them from the caller`,
      'telegram-notify',
    )
    return { outcome: 'not-configured', 'message-id': '' }
  }
  try {
    const id = await chat.send(messageOf(inputs, outcome), { silent: outcome === 'deployed' })
    log.info(`Sent Telegram message: ${outcome}`)
    return { outcome: 'sent', 'message-id': String(id) }
  } catch (error) {
    const problem = `could not send the message (${redact((error as Error).message)})`
    if (inputs.failOnError) throw new UserError(problem, { cause: error })
    log.warning(`telegram-notify: ${problem}. Outcome of the deployment itself: "${outcome}".`)
    return { outcome: 'failed', 'message-id': '' }
  }
}

const MARKS: Record<string, string> = { success: '✅', failure: '❌', cancelled: '🚫', skipped: '⏭️' }

// The workflows only pass flags, no names or reasons: GitHub drops outputs that contain a secret between jobs.
const REFUSED = 'refused automatically; the summary has the reason'

function notUpdatedLine(services: string) {
  if (services === 'true') return ['⚠️ Some services were not updated; the summary lists them']
  return ['⚠️ Not updated: ', code(services.slice(0, 500))]
}

function messageOf(inputs: NotifyInputs, outcome: Outcome): Message {
  const { url, actor, branch } = workflowRun()
  const { application, environment, version, jobs, note, commitMessage } = inputs
  const notUpdated = jobs.deploy?.outputs['not-updated'] ?? ''
  const rollback = outcome === 'rolled-back' ? '' : (jobs.deploy?.outputs.rollback ?? '')
  return compose([
    headline(inputs, outcome),
    [],
    ['Application ', code(application), ' to ', bold(environment)],
    ['Version ', code(version)],
    ...(commitMessage === '' ? [] : [['Commit ', code(commitMessage.slice(0, 200))]]),
    ['By ', code(actor), ' from ', code(branch)],
    ...(note === '' ? [] : [['⚠️ ', code(note.slice(0, 500))]]),
    ...(notUpdated === '' || notUpdated === 'false' ? [] : [notUpdatedLine(notUpdated)]),
    ...(rollback === ''
      ? []
      : [['Rollback: ', code(rollback === 'refused' ? REFUSED : rollback.slice(0, 500))]]),
    [],
    ...Object.entries(jobs).map(([name, { result }]) => [`${MARKS[result] ?? '❔'} `, code(name)]),
    [],
    [link('Log of the run', url)],
  ])
}

function headline({ jobs, version, environment }: NotifyInputs, outcome: Outcome) {
  const previous = jobs.rollback?.outputs.version ?? ''
  switch (outcome) {
    case 'deployed':
      return ['🚀 ', bold('Deployed'), ': ', code(version), ' is live']
    case 'restored':
      return [
        '♻️ ',
        bold('Restored'),
        ': the database of ',
        code(environment),
        ' was restored from backup ',
        code(version),
      ]
    case 'rolled-back':
      return [
        '↩️ ',
        bold('Rolled back'),
        ': ',
        // Without a deployment in the run, it was a manual rollback.
        ...(jobs.deploy
          ? [code(version), ' failed, ']
          : [code(jobs.rollback?.outputs['replaced-version'] ?? ''), ' was rolled back, ']),
        code(previous),
        ' is live again',
        ...(jobs.rollback?.outputs['url-check'] === 'failed' ? [', but its public URL fails'] : []),
      ]
    case 'rollback-failed':
      return ['🔥 ', bold('ROLLBACK FAILED'), `: ${environment} needs manual action now`]
    case 'rollback-refused':
      return [
        '🔥 ',
        bold('ROLLBACK REFUSED'),
        ': ',
        jobs.deploy ? code(version) : 'what was live',
        ' stays live, because the previous version might not work with the schema; ',
        `${environment} needs manual action now`,
      ]
    case 'edge-failed':
      return [
        '⚠️ ',
        bold('Deployed, but unreachable'),
        ': ',
        code(version),
        ' is healthy on the server, but the public URL fails; nothing was rolled back',
      ]
    case 'cancelled':
      return ['🚫 ', bold('Cancelled'), ' in ', code(failedJob(jobs) ?? '')]
    case 'failed':
      return [
        '❌ ',
        bold('Failed'),
        ' in ',
        code(failedJob(jobs) ?? 'an earlier job'),
        jobs.deploy?.result === 'skipped' ? '; nothing was deployed' : '',
      ]
  }
}
