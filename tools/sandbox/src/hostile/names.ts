/** Names and values of real users that are easily confused with others, see `hostile.ts` for what each one is. */
export const HOSTILE_NAMES = ['env-words', 'master'] as const

export type HostileName = (typeof HOSTILE_NAMES)[number]
