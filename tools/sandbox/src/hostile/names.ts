/** Names and values of real users that are easily confused with others; `hostile.ts` describes each one. */
export const HOSTILE_NAMES = ['env-words', 'master'] as const

export type HostileName = (typeof HOSTILE_NAMES)[number]
