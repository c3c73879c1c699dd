import { readInputs } from '@tsh/action'
import { type Application, readApplication, VERSION_FORM } from '@tsh/deployment'
import { readTarget, type Target } from '@tsh/remote'
import { STANDARD_SETTINGS, settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'
import { type JobResults, parseJobs } from './jobs.ts'

export type Mode = (typeof STANDARD_SETTINGS.mode.enum)[number]

/** What the step that sends the message reported; empty if there was none. */
export const NOTIFICATIONS = ['', 'sent', 'failed', 'not-configured'] as const

export interface Notification {
  outcome: (typeof NOTIFICATIONS)[number]
  messageId: string
}

export interface ChecklistInputs {
  target: Target
  application: Application
  settings: string
  environment: string
  /** Token that lists deployments and adds one. */
  githubToken: string
  hasDatabase: boolean
  mode: Mode
  version: string
  sha: string
  jobs: JobResults
  notification: Notification
  /** Where the checklist is written. */
  file: string
}

export async function readChecklistInputs(): Promise<ChecklistInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const jobs = parseJobs(input.block('jobs'))
    if (!jobs) input.problem('input "jobs" is not the JSON of the needs context. Pass toJSON(needs)')
    return {
      target: readTarget(input),
      application: readApplication(input),
      settings: input.text('settings'),
      environment: input.text('environment'),
      githubToken: input.secret('github-token', { required: false }),
      hasDatabase: input.text('database-source', { required: false }) !== 'none',
      mode: input.choice('standard', STANDARD_SETTINGS.mode.enum),
      version: input.text('version', VERSION_FORM),
      sha: input.text('sha', { pattern: /^[0-9a-f]{40}$/, expected: 'a full commit SHA' }),
      jobs: jobs ?? {},
      notification: {
        outcome: input.choice('notification', NOTIFICATIONS),
        messageId: input.text('message-id', {
          required: false,
          pattern: /^\d+$/,
          expected: 'the id of a message',
        }),
      },
      file: input.text('file', { pattern: /^[\w.-]+$/, expected: 'the name of a file' }),
    }
  })
}
