import { expect, test } from '@jest/globals'
import { actionDefaults, declaredOutputs, withInputs } from '@tsh/testing'
import { exampleAction } from '../src/example-action.ts'
import { readExampleActionInputs } from '../src/inputs.ts'

const read = (inputs: Record<string, string>) =>
  withInputs({ ...actionDefaults('example-action'), ...inputs }, readExampleActionInputs)

test('reads its inputs', async () => {
  expect(await read({ subject: 'shop' })).toEqual({ subject: 'shop' })
})

test.each<[Record<string, string>, string]>([[{}, 'input "subject" is required but empty']])(
  'refuses %j',
  async (inputs, problem) => {
    await expect(read(inputs)).rejects.toThrow(problem)
  },
)

test('sets the declared outputs', async () => {
  const outputs = await exampleAction({ subject: 'shop' })
  expect(Object.keys(outputs).sort()).toEqual(declaredOutputs('example-action'))
})
