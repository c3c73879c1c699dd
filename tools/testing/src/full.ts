import { describe, test } from '@jest/globals'

/** Whether `npm run test:full` runs, rather than `npm test`. */
const isFull = (process.env.TSH_FULL ?? '') !== ''

/**
 * A slow test that only `npm run test:full` runs, because `npm test` has a sample of the same kind. `npm test`
 * reports it as skipped.
 */
export const testFull = (isFull ? test : test.skip) as typeof test

/** A group of tests like {@link testFull}; its hooks run only with them. */
export const describeFull = (isFull ? describe : describe.skip) as typeof describe
