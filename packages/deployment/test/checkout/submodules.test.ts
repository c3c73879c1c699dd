import { expect, test } from '@jest/globals'
import { maskSecret } from '@tsh/action'
import { recordingRemote } from '@tsh/testing'
import { updateSubmodules } from '../../src/checkout/submodules.ts'

test('the reason of a failed submodule update contains no secret, not even the end of one', async () => {
  maskSecret('hunter2-hunter2-hunter2')
  const reason = `fatal: https://hunter2-hunter2-hunter2@git.example/${'x'.repeat(375)}`
  const remote = recordingRemote(() => ({ code: 1, stdout: `${reason}\n` }))
  const update = updateSubmodules(remote, '/opt/erp', ['lib'])
  await expect(update).rejects.toThrow(/: (?!.*hunter2).*x{375}\. Give the server access to its remote/)
})
