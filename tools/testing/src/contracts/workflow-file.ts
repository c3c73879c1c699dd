import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export interface Step {
  name?: string
  uses?: string
  run?: string
  if?: string
  with?: Record<string, unknown>
}
export interface Job {
  'runs-on'?: string
  'timeout-minutes'?: number
  permissions?: Record<string, string>
  needs?: string | string[]
  environment?: { name?: string; url?: string; deployment?: boolean }
  concurrency?: { group?: string; 'cancel-in-progress'?: boolean; queue?: string }
  outputs?: Record<string, string>
  steps: Step[]
}
/** A workflow that users call. */
export interface Workflow {
  on: { workflow_call?: { inputs?: Record<string, object>; secrets?: Record<string, object> } }
  permissions?: object
  jobs: Record<string, Job>
}

export const WORKFLOWS = '.github/workflows'

export const workflowText = (root: string, file: string): string =>
  readFileSync(join(root, WORKFLOWS, file), 'utf8')

export const readWorkflow = (root: string, file: string): Workflow =>
  parse(workflowText(root, file)) as Workflow

/** Our action that a step uses. */
export const ownAction = ({ uses = '' }: Step): string | undefined => /^\$\/dist\/([a-z-]+)$/.exec(uses)?.[1]

/** The jobs that a job waits for, directly or indirectly. */
export function ancestors(jobs: Record<string, Job>, name: string): Set<string> {
  const found = new Set<string>()
  const open = [name]
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const needed of [jobs[next]?.needs ?? []].flat()) {
      if (found.has(needed)) continue
      found.add(needed)
      open.push(needed)
    }
  return found
}
