import { stripVTControlCharacters } from 'node:util'
import { test } from '@jest/globals'
import { testFull } from './full.ts'
import { isShownIn, KNOWN_FAULTS, type KnownFault } from './known-faults.ts'

const LIST = 'tools/testing/src/known-faults.ts'

/**
 * A test of a case from the field. It asserts the correct behavior; if `known-faults.ts` lists its id, it has to fail in
 * the way described there.
 * @param id such as `case-12`, unique in the repository
 */
export const caseTest = (id: string, name: string, run: () => Promise<void>): void => {
  test(...titledCase(id, name, run))
}

/** A slow {@link caseTest} that only `npm run test:full` runs. */
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

/** Passes if a test fails as described by its entry in the list. @throws if it passes or fails differently */
export async function expectFault(fault: KnownFault, run: () => Promise<void>): Promise<void> {
  const failure = await failureOf(run)
  if (failure === undefined)
    throw new Error(`${fault.case} passes now (${fault.expected}). Remove its entry from ${LIST}.`)
  if (!isShownIn(failure, fault))
    throw new Error(
      `${fault.case} fails, but not as described in ${LIST} ("${fault.actual}"). Find the cause, then fix the test or the entry. Failure:\n${failure}`,
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
