export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/scripts/test-suite/strip-types.mjs' },
  testMatch: ['<rootDir>/{actions,packages,tools}/*/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/tools/rehearsal/repositories/'],
  // Long, because it asserts nothing: what a test waits for has separate limits, which report what was seen last. A sample of
  // a matrix has taken ten minutes on a machine with a load of 35.
  testTimeout: 1_800_000,
  testSequencer: '<rootDir>/scripts/test-suite/sequencer.ts',
  reporters: ['<rootDir>/scripts/test-suite/reporter.ts'],
}
