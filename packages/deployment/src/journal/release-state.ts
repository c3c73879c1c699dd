/** What happened to a release. `switching` precedes anything that visitors can notice. */
export const RELEASE_STATES = [
  'started',
  'prepared',
  'switching',
  'switched',
  'failed',
  'rolled-back',
] as const

export type ReleaseState = (typeof RELEASE_STATES)[number]
