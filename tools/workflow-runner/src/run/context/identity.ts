import { randomBytes } from 'node:crypto'
import type { RunOptions } from '../options.ts'
import type { RepositoryFacts, TriggeringEvent } from './github-context.ts'

/** The values shared by all attempts of a run, and the number of this attempt. */
export interface RunIdentity {
  /** `github.run_id` */
  id: string
  /** `github.run_number` */
  number: string
  /** `github.run_attempt` */
  attempt: number
  /** Path of the workflow file in its repository. */
  workflow: string
  event: TriggeringEvent
  inputs: Record<string, string>
}

/** A re-run has id, number, commit, ref, event and inputs of the first attempt (docs, "Contexts", github context). */
export function identityOf(
  { rerun, attempt = 1, event, inputs = {} }: RunOptions,
  workflow: { path: string; event: string },
  { ref, sha, repository, defaultBranch }: RepositoryFacts,
): RunIdentity {
  if (rerun) return { ...rerun.run, attempt: rerun.run.attempt + 1 }
  return {
    id: String(randomBytes(6).readUIntBE(0, 5)),
    number: '1',
    attempt,
    workflow: workflow.path,
    event: { ...event, name: workflow.event, ref, sha, repository, defaultBranch },
    inputs,
  }
}
