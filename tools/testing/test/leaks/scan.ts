import { expect } from '@jest/globals'
import { leaksIn, runBundle } from '../../src/index.ts'

/** A run of an action that fails, and the secrets that it is given. */
export interface Scenario {
  action: string
  inputs: Record<string, string>
  secrets: readonly string[]
  /** What the run fails with: one that fails earlier has shown nothing. */
  failure: RegExp
  env?: Record<string, string>
  /** Other places that are searched, read after the run. */
  places?: () => Record<string, string>
}

/** Runs an action with the debug log, and searches everything that it has printed or written for every form of its secrets. */
export async function expectNoLeak({ action, inputs, secrets, failure, env, places }: Scenario) {
  const run = await runBundle(action, inputs, { RUNNER_DEBUG: '1', ...env })
  // The runner reads these lines: it cannot mask a secret that it does not know.
  const log = `${run.stdout}${run.stderr}`.replace(/^::add-mask::.*$/gm, '')
  const { outputs, summary, files } = run
  const texts = { log, outputs, summary, 'files of the runner': files, ...places?.() }
  expect(leaksIn(secrets, texts)).toEqual([])
  expect([run.code, run.errors.join('\n')]).toEqual([1, expect.stringMatching(failure)])
  return run
}

/** The lines of a private key that are secret. */
export const keyLines = (key: string): string[] =>
  key.split('\n').filter(line => line.length >= 16 && !line.startsWith('-----'))
