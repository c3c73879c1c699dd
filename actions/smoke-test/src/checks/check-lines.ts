import type { Check } from './expectation.ts'

/** Parses `GET /path 200`, or several status codes as in `POST /login 401,422`. */
export function parseCheckLine(line: string): Check | undefined {
  const [, method, path, statuses] = /^([A-Z]+)\s+(\/\S*)\s+(\d{3}(?:,\d{3})*)$/.exec(line) ?? []
  return method && path && statuses ? { method, path, statuses: statuses.split(',').map(Number) } : undefined
}

/** Parses checks, one per line; blank lines and lines that start with `#` are ignored. */
export function parseCheckLines(text: string): { checks: Check[]; problems: string[] } {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
  const checks = lines.flatMap(line => parseCheckLine(line) ?? [])
  const wrong = lines.filter(line => !parseCheckLine(line))
  const problems = wrong.map(
    line => `input "checks" has a line that is not "METHOD /path STATUS": "${withoutValue(line)}"`,
  )
  return { checks, problems }
}

/** A line that was meant as a key of a list may contain a secret that is not masked yet. */
const withoutValue = (line: string): string => line.replace(/:\s.*/, ': …')
