import { describe, test } from '@jest/globals'

/** Whether `npm run test:full` runs, rather than `npm test`. */
const isFull = (process.env.TSH_FULL ?? '') !== ''

/**
 * A slow test that only `npm run test:full` runs, because `npm test` has a sample of the same kind. `npm test`
 * reports it as skipped.
 */
export const testFull = (isFull ? test : test.skip) as typeof test

/** Tests of a table, of which `npm test` runs the first rows. @param count how many */
export const testSample =
  <Row extends readonly [unknown, ...unknown[]]>(count: number, rows: readonly Row[]) =>
  (title: string, run: (...row: Row) => unknown): void => {
    if (count >= rows.length) throw new Error(`a table of ${rows.length} rows has no sample of ${count}`)
    test.each(rows.slice(0, count) as Row[])(title, run as never)
    testFull.each(rows.slice(count) as Row[])(title, run as never)
  }

/** A group of tests like {@link testFull}; its hooks run only with them. */
export const describeFull = (isFull ? describe : describe.skip) as typeof describe
