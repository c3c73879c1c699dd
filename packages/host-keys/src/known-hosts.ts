/** Loaded on the first comparison: `node:crypto` accounts for a fifth of the startup time of an action. */
const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto')

/** A public host key: its type, such as `ssh-ed25519`, and the Base64 key as in known_hosts. */
export interface HostKey {
  type: string
  key: string
}

/** The known_hosts entries of one server. */
export interface KnownKeys {
  pinned: HostKey[]
  /** Keys that are never accepted, even if another line pins them. */
  revoked: HostKey[]
  /** Whether a `@cert-authority` line is for this server. */
  authority: boolean
}

interface Line extends HostKey {
  marker: string
  names: string
}

/** The name of a server in known_hosts: `host` for port 22, `[host]:port` otherwise (sshd(8)). */
export function knownHostsName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`
}

/** Why lines cannot be parsed as known_hosts, or nothing when all can. */
export function knownHostsProblem(lines: readonly string[]): string | undefined {
  const wrong = lines.findIndex(line => parse(line) === undefined)
  if (wrong === -1) return undefined
  return `has a line that does not match "names type key" (number ${wrong + 1}, comments not counted)`
}

/** Finds the lines of a server by plain, hashed and wildcard names, honoring exclusions with `!`. */
export function knownKeys(lines: readonly string[], host: string, port: number): KnownKeys {
  const wanted = knownHostsName(host, port)
  const all = lines.map(parse).filter(line => line !== undefined)
  const named = all.filter(({ names }) => isFor(names, wanted))
  // A key that is revoked for a host is revoked on every port.
  const revoked = all.filter(
    ({ marker, names }) =>
      marker === '@revoked' && (isFor(names, wanted) || isFor(names, host.toLowerCase())),
  )
  return {
    pinned: named.filter(
      ({ marker, key }) => marker === '' && !revoked.some(({ key: revokedKey }) => revokedKey === key),
    ),
    revoked,
    authority: named.some(({ marker }) => marker === '@cert-authority'),
  }
}

function parse(line: string): Line | undefined {
  const fields = line.trim().split(/\s+/)
  const marker = fields[0]?.startsWith('@') ? String(fields.shift()) : ''
  const [names, type, key] = fields
  if (!['', '@revoked', '@cert-authority'].includes(marker)) return undefined
  if (!names || !type || !key || !/^[A-Za-z0-9+/]+=*$/.test(key)) return undefined
  return { marker, names, type, key }
}

function isFor(names: string, wanted: string): boolean {
  const patterns = names.split(',')
  return (
    patterns.some(pattern => matches(pattern, wanted)) &&
    !patterns.some(pattern => pattern.startsWith('!') && matches(pattern.slice(1), wanted))
  )
}

function matches(pattern: string, wanted: string): boolean {
  const [, kind, salt, hash] = pattern.split('|')
  if (kind === '1' && salt && hash)
    return crypto().createHmac('sha1', Buffer.from(salt, 'base64')).update(wanted).digest('base64') === hash
  return isWildcardMatch(pattern.toLowerCase(), wanted)
}

/** `*` for any text and `?` for one character, as in sshd(8). Not a regular expression, where many `*` cause catastrophic backtracking. */
function isWildcardMatch(pattern: string, text: string): boolean {
  let at = 0
  /** Where to resume when the text after the last `*` does not match. */
  let resume: { pattern: number; text: number } | undefined
  for (let read = 0; read < text.length; ) {
    if (pattern[at] === '*') {
      at++
      resume = { pattern: at, text: read }
    } else if (pattern[at] === '?' || pattern[at] === text[read]) {
      at++
      read++
    } else if (resume) {
      resume.text++
      at = resume.pattern
      read = resume.text
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}
