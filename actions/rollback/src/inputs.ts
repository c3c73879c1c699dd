import { readInputs } from '@tsh/action'
import { type Application, readApplication, readHandoverPort } from '@tsh/deployment'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

export interface RollbackInputs {
  target: Target
  application: Application
  publicUrl: string
  /** `automatic` takes back what this run has released; `manual` whatever is live. */
  mode: 'automatic' | 'manual'
  /** Version to go back to; empty for the one that was live before. */
  version: string
  /** Why the old version works with the present schema; empty when no one has said so. */
  skipSchemaCheckReason: string
  /** Whether only to say what would be done. */
  dryRun: boolean
  /** Seconds for a service to become healthy. */
  healthTimeout: number
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
  lockTimeout: number
}

export async function readRollbackInputs(): Promise<RollbackInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const mode = input.choice('mode', ['automatic', 'manual'])
    const version = input.text('version', {
      required: false,
      pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
      expected: 'a version',
    })
    if (version !== '' && mode === 'automatic')
      input.problem(
        'input "version" needs "mode: manual": an automatic rollback goes to what was live before',
      )
    return {
      target: readTarget(input),
      application: readApplication(input),
      publicUrl: readHttpUrl(input, 'url'),
      mode,
      version,
      skipSchemaCheckReason: input.text('skip-schema-check-reason', { required: false }),
      dryRun: input.flag('dry-run'),
      handoverPort: readHandoverPort(input),
      healthTimeout: input.number('health-timeout-seconds', { from: 1, to: 3600 }),
      lockTimeout: input.number('lock-timeout-seconds', { from: 0, to: 3600 }),
    }
  })
}
