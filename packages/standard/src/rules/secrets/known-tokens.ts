import type { SecretText } from './secret-text.ts'

/** Unambiguous secret formats, see https://github.com/secretlint/secretlint */
const TOKENS: readonly [kind: string, pattern: RegExp][] = [
  ['an AWS access key', /\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE|I44QH8DHBEXAMPLE)[A-Z0-9]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20}\b/],
  ['a Slack token', /\bxox[abprs]-[0-9]{10,}-[A-Za-z0-9-]{20,}\b/],
  ['a Slack webhook', /hooks\.slack\.com\/services\/T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/[A-Za-z0-9]{20,}/],
  ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{20,}\b/],
  ['a Telegram bot token', /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['an OpenAI key', /\bsk-(?:proj-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}\b/],
  ['an Anthropic key', /\bsk-ant-[A-Za-z0-9_-]{40,}\b/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a SendGrid key', /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/],
]

/** Requires key material after the header, so that documentation about keys does not match. */
const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|["'+,|>-]|[A-Z][\w-]*: .*\n)*[A-Za-z0-9+/]{40,}/g

/** Tokens of known services, and private keys. */
export function knownTokens(text: string): SecretText[] {
  const keys = [...text.matchAll(PRIVATE_KEY)].map(({ index }) => ({
    kind: 'a private key',
    line: text.slice(0, index).split('\n').length,
  }))
  if (!TOKENS.some(([, pattern]) => pattern.test(text))) return keys
  const tokens = text
    .split('\n')
    .flatMap((line, index) =>
      TOKENS.filter(([, pattern]) => pattern.test(line) && !/(EXAMPLE|example|xxxx|0000000)/.test(line)).map(
        ([kind]) => ({ kind, line: index + 1 }),
      ),
    )
  return [...keys, ...tokens]
}
