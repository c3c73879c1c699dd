import { readFileSync } from 'node:fs'
import { workflowRun } from '@tsh/action'

interface PullRequestEvent {
  pull_request?: { head?: { repo?: { full_name?: string } | null } }
}

/** Whether the run belongs to a pull request from another repository, whose token reads less. */
export function isForkRun(eventPath = process.env.GITHUB_EVENT_PATH ?? ''): boolean {
  const head = readEvent(eventPath).pull_request?.head
  // The repository of a deleted fork is null.
  return head !== undefined && head.repo?.full_name !== workflowRun().repository
}

function readEvent(path: string): PullRequestEvent {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}
