import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { bufferContent, type Content, fileContent, joined } from './request/content.ts'

/** Stores a body while it is received. */
export interface Sink {
  write(chunk: Buffer): void
  finish(): Content
  cancel(): void
}

export const memorySink = (): Sink => {
  const chunks: Buffer[] = []
  return {
    write: chunk => {
      chunks.push(chunk)
    },
    finish: () => joined(chunks.map(bufferContent)),
    cancel() {},
  }
}

/** Sinks that each create a new file in the folder. */
export function fileSinks(folder: string): () => Sink {
  let number = 0
  return () => {
    number += 1
    const path = join(folder, String(number))
    const file = openSync(path, 'wx')
    let size = 0
    return {
      write: chunk => {
        for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at)
        size += chunk.length
      },
      finish: () => {
        closeSync(file)
        return fileContent(path, size)
      },
      cancel: () => {
        closeSync(file)
        unlinkSync(path)
      },
    }
  }
}
