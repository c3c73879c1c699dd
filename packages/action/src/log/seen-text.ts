/** What may be a login before a host, as in `user:password@host`. */
const LOGIN = /:\S+@/
/** More takes long to search, and no one reads it. */
const MAX_LENGTH = 1000

/** A value as the end of a sentence, `, got "…"`; empty where it may have a password in it. */
export const seenText = (value: string): string =>
  value.length > MAX_LENGTH || LOGIN.test(value) ? '' : `, got "${value}"`
