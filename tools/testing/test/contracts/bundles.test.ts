import { describe, expect, test } from '@jest/globals'
import { ACTIONS, requiredInputs, runBundle } from '../../src/index.ts'

describe.each(ACTIONS)('the bundle of %s', action => {
  test('started without inputs, only reports all missing inputs', async () => {
    const run = await runBundle(action)
    expect(run.code).toBe(1)
    expect(run.stderr).toBe('')
    expect(run.outputs).toBe('')
    for (const input of requiredInputs(action)) {
      if (action === 'test-gate') expect(run.errors.join('\n')).toContain('"commands" contains no command')
      else expect(run.errors.join('\n')).toMatch(new RegExp(`input "${input}"`))
    }
    for (const error of run.errors) expect(error).toMatch(new RegExp(`^${action}: .*[.!?)]$`))
  })
})
