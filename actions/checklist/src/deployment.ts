import type { WorkflowRun } from '@tsh/action'
import type { Facts } from './facts.ts'
import type { Mode } from './inputs.ts'
import { type Item, type ItemId, itemsOf } from './items/index.ts'
import { type TestResults, testResults } from './items/tests.ts'

/** The version of docs/deployment.schema.json; fields are only added to it. */
export const SCHEMA = 'tsh.deployment/1'

export type Verdict = 'complete' | 'incomplete' | 'failed'

/** The checklist of a deployment, as it is written to `deployment.json`. */
export interface Deployment {
  schema: typeof SCHEMA
  repository: string
  environment: string
  version: string
  commit: string
  branch: string
  run: { url: string; attempt: number; actor: string }
  /** ISO time. */
  at: string
  outcome: 'deployed' | 'rolled-back' | 'failed'
  standard: Mode
  verdict: Verdict
  missing: ItemId[]
  tests: Partial<TestResults>
  items: Item[]
}

export function deploymentOf(facts: Facts, run: WorkflowRun, now: Date): Deployment {
  const items = itemsOf(facts)
  const missing = items.filter(({ state }) => state === 'missing').map(({ id }) => id)
  const { commands, ...numbers } = testResults(facts)
  return {
    schema: SCHEMA,
    ...{ repository: run.repository, environment: facts.environment },
    ...{ version: facts.version, commit: facts.sha, branch: run.branch },
    run: { url: run.url, attempt: Number(run.attempt), actor: run.actor },
    at: now.toISOString(),
    outcome: outcomeOf(facts),
    ...{ standard: facts.mode, verdict: verdictOf(facts.mode, missing), missing },
    tests: { ...numbers, ...(commands.length > 0 ? { commands } : {}) },
    items,
  }
}

function outcomeOf({ jobs }: Pick<Facts, 'jobs'>): Deployment['outcome'] {
  if (jobs.rollback?.outputs.outcome === 'rolled-back') return 'rolled-back'
  const isLive = ['deploy', 'smoke-tests'].every(name => jobs[name]?.result === 'success')
  return isLive ? 'deployed' : 'failed'
}

function verdictOf(mode: Mode, missing: readonly ItemId[]): Verdict {
  if (missing.length === 0) return 'complete'
  return mode === 'enforce' ? 'failed' : 'incomplete'
}
