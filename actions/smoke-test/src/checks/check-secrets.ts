/** The values that headers of checks can refer to, by name. */
export type CheckSecrets = ReadonlyMap<string, string>

/** Shorter values cannot be masked without hiding ordinary text, so they are refused. */
const MIN_LENGTH = 6

/**
 * Parses lines `NAME=value`; blank lines and lines that start with `#` are ignored. A value is everything after the first
 * `=`. @returns the values, and problems, which never contain a value
 */
export function parseCheckSecrets(text: string): { values: CheckSecrets; problems: string[] } {
  const values = new Map<string, string>()
  const problems: string[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue
    const [, name, value = ''] = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    const problem = name === undefined ? 'must be NAME=value' : valueProblem(name, value, values)
    if (problem !== undefined) problems.push(`line ${at + 1} of input "secrets" ${problem}`)
    else if (name !== undefined) values.set(name, value)
  }
  return { values, problems }
}

function valueProblem(name: string, value: string, known: CheckSecrets): string | undefined {
  if (known.has(name)) return `defines ${name} again. Remove one of the lines`
  if (/^(["']).*\1$/.test(value)) return `has quotes around the value of ${name}. Remove them`
  if (value.length < MIN_LENGTH)
    return `sets ${name} to a value that is too short to be masked. Use at least ${MIN_LENGTH} characters`
  if (!/^[\x20-\x7e\x80-\xff]*$/.test(value))
    return `sets ${name} to a value with characters that a header cannot contain. Encode it, for example as Base64`
  return undefined
}

/** `$NAME`, `${NAME}`, and `$$` for a dollar sign. */
const REFERENCE = /\$(?:\$|([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/g

/** Replaces the references in header values. @returns the headers, and the unknown names */
export function withSecrets(
  headers: Readonly<Record<string, string>>,
  secrets: CheckSecrets,
): { headers: Record<string, string>; unknown: string[] } {
  const unknown: string[] = []
  const replaced = Object.entries(headers).map(([header, text]) => [
    header,
    text.replace(REFERENCE, (reference, plain?: string, braced?: string) => {
      const name = plain ?? braced
      if (name === undefined) return '$'
      if (!secrets.has(name)) unknown.push(name)
      return secrets.get(name) ?? reference
    }),
  ])
  return { headers: Object.fromEntries(replaced), unknown }
}
