/** Debian's own suites. Sources of other vendors have no Debian release to replace. */
const debianSuite = /^(bullseye|bookworm|trixie|stable|oldstable)(-security|-updates)?\/?$/

/**
 * A copy of an apt source file with the release of every Debian entry (trixie, bookworm …) replaced, so that the machine's
 * own mirror is used. Supports the one-line and the deb822 format; undefined when there are no Debian entries.
 */
export function sourcesOfSuite(text: string, release: string): string | undefined {
  const copy = /^\s*Types:/m.test(text) ? deb822(text, release) : oneLine(text, release)
  return copy.length ? `${copy.join('\n')}\n` : undefined
}

function deb822(text: string, release: string): string[] {
  return text
    .split(/\n\s*\n/)
    .filter(stanza => debianStanza(stanza))
    .map(stanza => stanza.replace(/^(Suites:\s*)(.*)$/m, (_, key, suites) => key + renamed(suites, release)))
    .map(stanza => `${stanza.trim()}\n`)
}

function debianStanza(stanza: string): boolean {
  const suites = /^Suites:\s*(.*)$/m.exec(stanza)?.[1]?.trim().split(/\s+/) ?? []
  return (
    suites.length > 0 && suites.every(suite => debianSuite.test(suite)) && !/^Enabled:\s*no/m.test(stanza)
  )
}

function oneLine(text: string, release: string): string[] {
  return text.split('\n').flatMap(line => {
    const match = /^\s*deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line)
    if (!match?.[3] || !debianSuite.test(match[3])) return []
    return [`deb ${match[1] ?? ''}${match[2]} ${renamed(match[3], release)} ${match[4]}`]
  })
}

const renamed = (suites: string, release: string): string =>
  suites
    .trim()
    .split(/\s+/)
    .map(suite => suite.replace(debianSuite, (_, _release, pocket = '') => release + pocket))
    .join(' ')

/** The first archive URL of the machine's Debian entries (not the security archive). */
export function mirrorOf(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const copy = sourcesOfSuite(text, 'bookworm')
    const uri = copy && /^(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(\S+)/m.exec(copy)?.[1]
    if (uri) return uri
  }
  return undefined
}
