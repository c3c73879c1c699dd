const names = new Set<string>()

/**
 * Registers public texts that must stay readable: versions, image and service names. A secret that is part of one cannot
 * be masked without hiding a part of it.
 */
export function keepReadable(texts: Iterable<string>): void {
  for (const text of texts) names.add(text)
}

/** A text that must stay readable and contains this one, or undefined. */
export function readableNameWith(text: string): string | undefined {
  for (const name of names) if (name.includes(text)) return name
  return undefined
}
