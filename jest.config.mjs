export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/scripts/strip-types.mjs' },
  testMatch: ['<rootDir>/{actions,packages}/*/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '/sample/'],
}
