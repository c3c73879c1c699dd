/** A part of an output up to a size limit. */
export interface Kept {
  take(part: Buffer): void
  /** The text; invalid UTF-8 becomes U+FFFD. */
  text(): string
}

/** Keeps the first bytes. */
export function firstOf(limit: number): Kept & { isTruncated(): boolean } {
  const parts: Buffer[] = []
  let length = 0
  return {
    take(part: Buffer): void {
      if (length < limit) parts.push(part.subarray(0, limit - length))
      length += part.length
    },
    text: (): string => Buffer.concat(parts).toString('utf8'),
    isTruncated: (): boolean => length > limit,
  }
}

/** Keeps the last bytes. */
export function lastOf(limit: number): Kept {
  const parts: Buffer[] = []
  let length = 0
  return {
    take(part: Buffer): void {
      parts.push(part)
      length += part.length
      for (let [oldest] = parts; oldest && length - oldest.length >= limit; [oldest] = parts) {
        parts.shift()
        length -= oldest.length
      }
    },
    text: (): string => Buffer.concat(parts).subarray(-limit).toString('utf8'),
  }
}
