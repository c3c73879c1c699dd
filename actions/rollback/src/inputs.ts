import { readInputs } from '@tsh/action'
import {
  type Application,
  type Limits,
  readApplication,
  readHandoverPort,
  readLimits,
  VERSION_FORM,
} from '@tsh/deployment'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

export interface RollbackInputs extends Limits {
  target: Target
  application: Application
  publicUrl: string
  /** Environment on GitHub whose deployments are kept in step; empty for none. */
  environment: string
  /** Token that lists deployments and adds one. */
  githubToken: string
  /** `automatic` rolls back what this run has released; `manual` whatever is live. */
  mode: 'automatic' | 'manual'
  /** Version to roll back to; empty for the one that was live before. */
  version: string
  /** Why the old version works with the current schema; empty if no reason was given. */
  skipSchemaCheckReason: string
  /** Whether to only report what would be done. */
  dryRun: boolean
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
}

export async function readRollbackInputs(): Promise<RollbackInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const mode = input.choice('mode', ['automatic', 'manual'])
    const version = input.text('version', {
      required: false,
      ...VERSION_FORM,
    })
    if (version !== '' && mode === 'automatic')
      input.problem(
        'input "version" requires "mode: manual": an automatic rollback restores what was live before',
      )
    return {
      target: readTarget(input),
      application: readApplication(input),
      publicUrl: readHttpUrl(input, 'url'),
      environment: input.text('environment', { required: false }),
      githubToken: input.secret('github-token', { required: false }),
      mode,
      version,
      skipSchemaCheckReason: input.text('skip-schema-check-reason', { required: false }),
      dryRun: input.flag('dry-run'),
      handoverPort: readHandoverPort(input),
      ...readLimits(input),
    }
  })
}
