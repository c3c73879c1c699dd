/** The states of a release. `switching` precedes any change that visitors can notice. */
export const RELEASE_STATES = [
  'started',
  'prepared',
  'switching',
  'switched',
  'failed',
  'rolled-back',
] as const

export type ReleaseState = (typeof RELEASE_STATES)[number]
