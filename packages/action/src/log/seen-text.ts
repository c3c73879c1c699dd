/** A possible login before a host, as in `user:password@host`. */
const LOGIN = /:\S+@/
/** Longer values are slow to search and useless in a message. */
const MAX_LENGTH = 1000

/** A value as the end of a message, `, got "…"`; empty if it may contain a password. */
export const seenText = (value: string): string =>
  value.length > MAX_LENGTH || LOGIN.test(value) ? '' : `, got "${value}"`
