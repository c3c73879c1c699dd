/** The text that is kept of what precedes a marker; more than a secret has, since half of one is not recognized. */
const MAX_TEXT_BYTES = 128 * 1024

export interface AfterMarker {
  /** Whether the marker has come. */
  readonly found: boolean
  /** The beginning of what has come instead, or before it. */
  readonly text: string
  /** @returns what follows the marker; nothing until it has come */
  take(part: Buffer): Buffer
}

/** Cuts an output that comes in any pieces at a marker. */
export function afterMarker(marker: string): AfterMarker {
  const wanted = Buffer.from(marker)
  let found = false
  let before = Buffer.alloc(0)
  /** What may be the beginning of the marker. */
  let rest = Buffer.alloc(0)
  const note = (bytes: Buffer): void => {
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
      note(bytes.subarray(0, end))
      rest = bytes.subarray(end)
      return found ? bytes.subarray(at + wanted.length) : Buffer.alloc(0)
    },
  }
}
