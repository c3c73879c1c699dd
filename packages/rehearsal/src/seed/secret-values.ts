/** Sets keys of an env file; comments, order and every other line stay. A missing key is appended. */
export function withValues(text: string, values: Record<string, string>): string {
  const open = new Map(Object.entries(values))
  const lines = text.split('\n').map(line => {
    const key = /^(\w+)=/.exec(line)?.[1]
    const value = key === undefined ? undefined : open.get(key)
    if (key === undefined || value === undefined) return line
    open.delete(key)
    return `${key}=${value}`
  })
  const added = [...open].map(([key, value]) => `${key}=${value}`)
  return `${[...lines.join('\n').trimEnd().split('\n'), ...added].join('\n')}\n`
}

/** The value of a key, without its quotes. */
export function envValue(text: string, key: string): string | undefined {
  const line = text.split('\n').find(candidate => candidate.startsWith(`${key}=`))
  return line
    ?.slice(key.length + 1)
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2')
}

/** Values that must not be seen anywhere: everything that reads like a password or key. */
export function secretValues(text: string): string[] {
  const keys = text
    .split('\n')
    .flatMap(line => /^(\w*(?:PASSWORD|SECRET|TOKEN|DATABASE_URL)\w*)=/.exec(line)?.[1] ?? [])
  return keys.flatMap(key => envValue(text, key) ?? []).filter(value => value.length >= 8)
}
