/** Formats that only secrets have. */
const KINDS: readonly [pattern: RegExp, kind: string][] = [
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, 'a private key'],
  [/AGE-SECRET-KEY-/i, 'an age secret key'],
  [/\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/, 'a GitHub token'],
  [/\bdckr_[a-z]+_[A-Za-z0-9_-]{20,}/, 'a Docker Hub token'],
  [/(?<!\d)\d{8,12}:[A-Za-z0-9_-]{30,}/, 'a Telegram bot token'],
]

/** The kind of secret that a string contains, where its format is unambiguous. */
export function secretKind(text: string): string | undefined {
  return KINDS.find(([pattern]) => pattern.test(text))?.[1]
}

/** A password before a host, and a long string of mixed characters. */
const SUSPICIOUS = [/:[^\s@/]+@/, /(?=\S*\d)(?=\S*[A-Z])(?=\S*[a-z])[A-Za-z0-9+/=_-]{24,}/]

/** Settings are shorter, and matching the patterns in more text is slow. */
const MAX_TEXT_LENGTH = 1000

/** Whether a string could be a secret, so that no message may quote it. */
export function mayBeSecret(text: string): boolean {
  if (text.length > MAX_TEXT_LENGTH) return true
  return secretKind(text) !== undefined || SUSPICIOUS.some(pattern => pattern.test(text))
}
