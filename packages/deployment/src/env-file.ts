const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=([^\n]*)$/

/** In an assignment: what stands before the value, its quote, and the value; a comment and the line's end come after. */
const VALUE = /^([^=]*=(?:[^\S\r]+(?![\s#]))?)(?:(["']).*?\2(?=\s|$)|\S*(?:(?!\s+#|\s*$).)*)/

/** The value of a key in a compose env file, unquoted; the last assignment counts. */
export function envValue(text: string, key: string): string | undefined {
  return envEntries(text).findLast(([name]) => name === key)?.[1]
}

/** All keys of a compose env file with their values, unquoted, in order. */
export function envEntries(text: string): [key: string, value: string][] {
  return text.split('\n').flatMap(line => {
    const [, name, right = ''] = ASSIGNMENT.exec(line) ?? []
    return name === undefined ? [] : [[name, unquote(right.trim())] as [string, string]]
  })
}

/**
 * The file with some keys set; every other byte stays as it is. Keys are compared whole: setting `DEPLOYMENT_SLOT`
 * leaves `ACTIVE_DEPLOYMENT_SLOT` alone. A key that is missing is appended.
 */
export function withEnvValues(text: string, values: Record<string, string>): string {
  const missing = new Map(Object.entries(values))
  const lines = text.split('\n').map(line => {
    const [, name] = ASSIGNMENT.exec(line) ?? []
    const value = name === undefined ? undefined : values[name]
    if (name === undefined || value === undefined) return line
    missing.delete(name)
    return line.replace(VALUE, (_, before: string, quote = '') => `${before}${quote}${value}${quote}`)
  })
  if (missing.size === 0) return lines.join('\n')
  const added = [...missing].map(([name, value]) => `${name}=${value}`)
  const body = lines.join('\n')
  return `${body}${body === '' || body.endsWith('\n') ? '' : '\n'}${added.join('\n')}\n`
}

/** Shorter values are no secrets worth the name, and masking them would blank out ordinary words. */
const SHORTEST_SECRET = 8

/** The values that must not be seen: those of keys that are named like secrets, and passwords inside addresses. */
export function secretValues(text: string): string[] {
  const values = envEntries(text).flatMap(([name, value]) => {
    if (/PASS|SECRET|TOKEN|PRIVATE|(^|_)KEY$|API_?KEY|DSN/.test(name)) return [value]
    const password = /^[a-z][a-z0-9+.-]*:\/\/[^:/@]*:([^@/]+)@/.exec(value)?.[1]
    return password ? [password] : []
  })
  return values.filter(value => value.length >= SHORTEST_SECRET)
}

function unquote(value: string): string {
  // A comment may follow the closing quote.
  const quoted = /^(['"])(.*?)\1(?=\s|$)/.exec(value)
  return quoted ? (quoted[2] ?? '') : value.replace(/\s+#.*$/, '')
}
