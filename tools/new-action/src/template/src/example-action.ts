import { log } from '@tsh/action'
import type { ExampleActionInputs } from './inputs.ts'

/** Replace this: what it does, step by step, and the errors that a user can fix. */
export async function exampleAction({ subject }: ExampleActionInputs): Promise<{ outcome: 'done' }> {
  log.info(`${subject} is done`)
  return { outcome: 'done' }
}
