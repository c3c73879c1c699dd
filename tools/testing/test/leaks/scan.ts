import { expect } from '@jest/globals'
import { leaksIn, runBundle } from '../../src/index.ts'

/** A failing run of an action, and its secrets. */
export interface Scenario {
  action: string
  inputs: Record<string, string>
  secrets: readonly string[]
  /** The expected failure: a run that fails earlier proves nothing. */
  failure: RegExp
  env?: Record<string, string>
  /** Additional texts to search, read after the run. */
  places?: () => Record<string, string>
}

/** Runs an action with the debug log, and searches everything it printed or wrote for every encoding of its secrets. */
export async function expectNoLeak({ action, inputs, secrets, failure, env, places }: Scenario) {
  const run = await runBundle(action, inputs, { RUNNER_DEBUG: '1', ...env })
  // The runner reads these lines: it cannot mask an unknown secret.
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
