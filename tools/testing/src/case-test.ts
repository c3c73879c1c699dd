import { stripVTControlCharacters } from 'node:util'
import { test } from '@jest/globals'
import { testFull } from './full.ts'
import { isShownIn, KNOWN_FAULTS, type KnownFault } from './known-faults.ts'

const LIST = 'tools/testing/src/known-faults.ts'

/**
 * A test of a case from the field. It asserts the right behavior; where `known-faults.ts` lists its id, it has to fail in
 * the way that is noted there.
 * @param id such as `case-12`, unique in the repository
 */
export const caseTest = (id: string, name: string, run: () => Promise<void>): void => {
  test(...titledCase(id, name, run))
}

/** A {@link caseTest} that only `npm run test:full` runs, because it takes long. */
export const caseTestFull = (id: string, name: string, run: () => Promise<void>): void => {
  testFull(...titledCase(id, name, run))
}

const titledCase = (
  id: string,
  name: string,
  run: () => Promise<void>,
): [title: string, run: () => Promise<void>] => {
  const fault = KNOWN_FAULTS.find(known => known.case === id)
  return fault ? [`${id}: ${name} (known fault)`, () => expectFault(fault, run)] : [`${id}: ${name}`, run]
}

/** Passes when a test fails as its entry in the list says. @throws when it passes, or fails in another way */
export async function expectFault(fault: KnownFault, run: () => Promise<void>): Promise<void> {
  const failure = await failureOf(run)
  if (failure === undefined)
    throw new Error(`${fault.case} passes now (${fault.expected}). Remove its entry from ${LIST}.`)
  if (!isShownIn(failure, fault))
    throw new Error(
      `${fault.case} fails, but not as ${LIST} says ("${fault.actual}"). Find out why, then fix the test or the entry. It fails with:\n${failure}`,
    )
}

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    return stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  }
}
