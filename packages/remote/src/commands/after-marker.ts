/** Limit for the text before a marker; larger than any secret, because a partial secret is not recognized. */
const MAX_TEXT_BYTES = 128 * 1024

export interface AfterMarker {
  /** Whether the marker was received. */
  readonly found: boolean
  /** The beginning of the text received before or instead of it. */
  readonly text: string
  /** @returns the bytes after the marker; empty until it was received */
  take(part: Buffer): Buffer
}

/** Splits an output, received in arbitrary chunks, at a marker. */
export function afterMarker(marker: string): AfterMarker {
  const wanted = Buffer.from(marker)
  let found = false
  let before = Buffer.alloc(0)
  /** A possible beginning of the marker. */
  let rest = Buffer.alloc(0)
  const append = (bytes: Buffer): void => {
    before = Buffer.concat([before, bytes.subarray(0, MAX_TEXT_BYTES - before.length)])
  }
  return {
    get found() {
      return found
    },
    get text() {
      return Buffer.concat([before, found ? Buffer.alloc(0) : rest]).toString('utf8')
    },
    take(part) {
      if (found) return part
      const bytes = Buffer.concat([rest, part])
      const at = bytes.indexOf(wanted)
      found = at !== -1
      const end = found ? at : Math.max(0, bytes.length - wanted.length + 1)
      append(bytes.subarray(0, end))
      rest = bytes.subarray(end)
      return found ? bytes.subarray(at + wanted.length) : Buffer.alloc(0)
    },
  }
}
