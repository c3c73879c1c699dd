/** A fault demonstrated by a test that is not fixed yet. The list must only get shorter. */
export interface KnownFault {
  /** The id of the test, see `caseTest`. */
  case: string
  /** The correct behavior, asserted by the test. */
  expected: string
  /** Part of the current failure message of the test. */
  actual: string | RegExp
  /** The number of the issue that fixes it. */
  place: `${number} of 8`
}

/** Whether a failure is the listed one. Quotes are escaped in some test messages. */
export function isShownIn(failure: string, { actual }: KnownFault): boolean {
  const text = failure.replaceAll('\\', '')
  return typeof actual === 'string' ? text.includes(actual.replaceAll('\\', '')) : actual.test(text)
}

/** All known faults. A listed test that passes is reported as a failure until its entry is removed. */
export const KNOWN_FAULTS: readonly KnownFault[] = []
