import { closeSync, openSync, readSync, unlinkSync } from 'node:fs'

const PIECE = 1024 * 1024

/** Bytes in memory or in a file. */
export interface Content {
  size: number
  /** The bytes from `start` to before `end`. */
  chunks(start?: number, end?: number): Iterable<Buffer>
  /** Frees the storage. */
  discard(): void
}

export const textContent = (text: string): Content => bufferContent(Buffer.from(text))

export function bufferContent(buffer: Buffer): Content {
  return {
    size: buffer.length,
    *chunks(start = 0, end = buffer.length) {
      if (end > start) yield buffer.subarray(start, end)
    },
    discard() {},
  }
}

export function fileContent(path: string, size: number): Content {
  return {
    size,
    *chunks(start = 0, end = size) {
      const file = openSync(path, 'r')
      try {
        for (let at = start; at < end; at += PIECE) {
          const piece = Buffer.allocUnsafe(Math.min(PIECE, end - at))
          readSync(file, piece, 0, piece.length, at)
          yield piece
        }
      } finally {
        closeSync(file)
      }
    },
    discard: () => unlinkSync(path),
  }
}

export function joined(contents: Content[]): Content {
  const size = contents.reduce((sum, content) => sum + content.size, 0)
  return {
    size,
    *chunks(start = 0, end = size) {
      let offset = 0
      for (const content of contents) {
        const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, content.size)]
        if (from < to) yield* content.chunks(from, to)
        offset += content.size
      }
    },
    discard: () => {
      for (const content of contents) content.discard()
    },
  }
}

export const bytesOf = (content: Content): Buffer => Buffer.concat([...content.chunks()])
