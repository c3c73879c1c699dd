import { log, redact, UserError, workflowRun } from '@tsh/action'
import type { Chat } from './chat.ts'
import type { NotifyInputs } from './inputs.ts'
import { culprit, type Outcome, outcomeOf } from './outcome.ts'
import { bold, code, compose, link, type Message } from './text.ts'

/**
 * Tells a chat how the deployment ended. A message that cannot be sent is a warning: the deployment is what it is.
 * @throws UserError when it cannot be sent and `fail-on-error` asks for that
 */
export async function notify(inputs: NotifyInputs, chat: Chat): Promise<void> {
  const outcome = outcomeOf(inputs.jobs)
  try {
    await chat.send(messageOf(inputs, outcome), { silent: outcome === 'deployed' })
    log.info(`Told the chat: ${outcome}`)
  } catch (cause) {
    const problem = `the message was not sent (${redact((cause as Error).message)})`
    if (inputs.failOnError) throw new UserError(problem, { cause })
    log.warning(`telegram-notify: ${problem}. The deployment itself ended as "${outcome}".`)
  }
}

const MARKS: Record<string, string> = { success: '✅', failure: '❌', cancelled: '🚫', skipped: '⏭️' }

// The workflows pass on whether, and not what or why: a name that contains a secret would be dropped between jobs.
const REFUSED = 'refused automatically; the summary has the reason'

function notUpdatedLine(services: string) {
  if (services === 'true') return ['⚠️ Some services were not updated; the summary lists them']
  return ['⚠️ Not updated: ', code(services.slice(0, 500))]
}

function messageOf(inputs: NotifyInputs, outcome: Outcome): Message {
  const { repository, url, actor, branch } = workflowRun()
  const { environment, version, jobs, note, commitMessage } = inputs
  const notUpdated = jobs.deploy?.outputs['not-updated'] ?? ''
  const rollback = outcome === 'rolled-back' ? '' : (jobs.deploy?.outputs.rollback ?? '')
  return compose([
    headline(inputs, outcome),
    [],
    ['Application ', code(repository.split('/')[1] ?? repository), ' to ', bold(environment)],
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
        ' is that of backup ',
        code(version),
      ]
    case 'rolled-back':
      return [
        '↩️ ',
        bold('Rolled back'),
        ': ',
        // Without a deployment in the run, a person has asked for it.
        ...(jobs.deploy
          ? [code(version), ' did not pass, ']
          : [code(jobs.rollback?.outputs['replaced-version'] ?? ''), ' was taken back, ']),
        code(previous),
        ' is live again',
        ...(jobs.rollback?.outputs['url-check'] === 'failed' ? [', but its public URL fails'] : []),
      ]
    case 'rollback-failed':
      return ['🔥 ', bold('ROLLBACK FAILED'), `: ${environment} needs a person now`]
    case 'rollback-refused':
      return [
        '🔥 ',
        bold('ROLLBACK REFUSED'),
        ': ',
        jobs.deploy ? code(version) : 'what was live',
        ' stays live, because the version before may not work with the schema; ',
        `${environment} needs a person now`,
      ]
    case 'edge-failed':
      return [
        '⚠️ ',
        bold('Deployed, but not reached'),
        ': ',
        code(version),
        ' answers well on the server, and its public address fails; nothing was rolled back',
      ]
    case 'cancelled':
      return ['🚫 ', bold('Cancelled'), ' in ', code(culprit(jobs) ?? '')]
    case 'failed':
      return [
        '❌ ',
        bold('Failed'),
        ' in ',
        code(culprit(jobs) ?? 'an earlier job'),
        jobs.deploy?.result === 'skipped' ? '; nothing was deployed' : '',
      ]
  }
}
