/** A fault that a test shows and that is not fixed yet. The list may only become shorter. */
export interface KnownFault {
  /** The id of the test, see `caseTest`. */
  case: string
  /** The right behavior, which the test asserts. */
  expected: string
  /** Part of the failure message of the test today. */
  actual: string
  /** The issue that fixes it, by its place in the list of issues. */
  place: `${number} of 8`
}

/** Every fault that the suite knows; a test that passes although it is listed fails until its entry is removed. */
export const KNOWN_FAULTS: readonly KnownFault[] = []
