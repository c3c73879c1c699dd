import { setSecret } from '@actions/core'

const secrets = new Set<string>()

/**
 * Hides a value, and the forms it is likely to appear in, from everything this process prints.
 * The runner masks the log by itself once it knows the value; summaries, messages and files do not pass
 * the runner, so `redact` stands in front of those.
 */
export function maskSecret(value: string): void {
  for (const form of appearances(value)) {
    if (secrets.has(form)) continue
    secrets.add(form)
    setSecret(form)
  }
}

/** The text with every known secret replaced by `***`. */
export function redact(text: string): string {
  let clean = text
  for (const secret of [...secrets].sort((a, b) => b.length - a.length))
    clean = clean.replaceAll(secret, '***')
  return clean
}

/** A line shorter than this is no secret: masking it would blank out ordinary text. */
const SHORTEST_LINE = 6

function appearances(value: string): string[] {
  const whole = value.trim()
  if (whole === '') return []
  const lines = whole.split(/\r?\n/).map(line => line.trim())
  const parts = [whole, ...lines.filter(line => line.length >= SHORTEST_LINE)]
  return parts.flatMap(part => [
    part,
    encodeURIComponent(part),
    Buffer.from(part).toString('base64'),
    JSON.stringify(part).slice(1, -1),
  ])
}
