const names = new Set<string>()

/**
 * Notes texts that everybody can read anyway and that must stay readable: versions, names of images and services. A
 * secret that is part of one could not be masked without blanking it out.
 */
export function keepReadable(texts: Iterable<string>): void {
  for (const text of texts) names.add(text)
}

/** A text that must stay readable and has this one in it, or nothing. */
export function readableNameWith(text: string): string | undefined {
  for (const name of names) if (name.includes(text)) return name
  return undefined
}
