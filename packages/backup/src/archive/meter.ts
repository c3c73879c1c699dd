import { createHash } from 'node:crypto'

/** Counts and hashes a stream. */
export class Meter {
  size = 0
  head: Buffer = Buffer.alloc(0)
  private readonly hash = createHash('sha256')

  async *through(
    chunks: AsyncIterable<Uint8Array>,
    also?: (chunk: Uint8Array) => Promise<void>,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (this.head.length < 64) this.head = Buffer.concat([this.head, chunk.subarray(0, 64)])
      this.hash.update(chunk)
      this.size += chunk.length
      await also?.(chunk)
      yield chunk
    }
  }

  digest(): string {
    return this.hash.digest('hex')
  }
}
