/** Forms that only secrets have. */
const KINDS: readonly [form: RegExp, kind: string][] = [
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, 'a private key'],
  [/AGE-SECRET-KEY-/i, 'a secret key of age'],
  [/\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/, 'a token of GitHub'],
  [/\bdckr_[a-z]+_[A-Za-z0-9_-]{20,}/, 'a token of Docker Hub'],
  [/(?<!\d)\d{8,12}:[A-Za-z0-9_-]{30,}/, 'the token of a Telegram bot'],
]

/** What kind of secret a text contains, where its form leaves no doubt. */
export function secretKind(text: string): string | undefined {
  return KINDS.find(([form]) => form.test(text))?.[1]
}

/** A password before a host, and a long text of mixed characters. */
const SUSPICIOUS = [/:[^\s@/]+@/, /(?=\S*\d)(?=\S*[A-Z])(?=\S*[a-z])[A-Za-z0-9+/=_-]{24,}/]

/** A setting is shorter, and the forms take long to look for in more. */
const MAX_TEXT_LENGTH = 1000

/** Whether a text could be a secret, so that no message may quote it. */
export function mayBeSecret(text: string): boolean {
  if (text.length > MAX_TEXT_LENGTH) return true
  return secretKind(text) !== undefined || SUSPICIOUS.some(form => form.test(text))
}
