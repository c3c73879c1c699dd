import { expect, test } from '@jest/globals'
import { ACTIONS, actionFile, runBundle } from '../../src/index.ts'

// The runner starts the same file again as the post step, also after a failed main step.

const WITH_POST = ACTIONS.filter(action => actionFile(action).runs.post !== undefined)

test('some actions have a post step', () => {
  expect(WITH_POST).toEqual(['build-image', 'pg-backup', 'pg-restore', 'test-gate'])
})

test.each(WITH_POST)('%s only does its work in its main step', async action => {
  const inputs = { server: 'unreachable' }
  const main = await runBundle(action, inputs)
  expect(main).toMatchObject({ code: 1, files: expect.stringContaining('started') })
  const post = await runBundle(action, inputs, { STATE_started: 'true' })
  expect(post).toMatchObject({ code: 0, errors: [] })
})
