import { readInputs } from '@tsh/action'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

export interface ExampleActionInputs {
  subject: string
}

export async function readExampleActionInputs(): Promise<ExampleActionInputs> {
  return readInputs(inputs, await settingInputs(), input => ({
    subject: input.text('subject'),
  }))
}
