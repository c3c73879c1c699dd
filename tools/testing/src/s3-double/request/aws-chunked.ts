import { S3Error } from '../errors.ts'

/**
 * Decodes a body sent as `aws-chunked`:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @param trailer receives the lines after the last chunk
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailer: (name: string, value: string) => void,
): AsyncGenerator<Buffer> {
  const reader = lineReader(source)
  for (;;) {
    const head = await reader.line()
    const size = Number.parseInt(head ?? '', 16)
    if (Number.isNaN(size)) throw new S3Error('IncompleteBody', `No chunk begins with "${head}"`)
    if (size === 0) break
    yield* reader.bytes(size)
    if ((await reader.line()) !== '') throw new S3Error('IncompleteBody', 'A chunk is longer than announced')
  }
  for (let line = await reader.line(); line; line = await reader.line()) {
    const colon = line.indexOf(':')
    trailer(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
}

function lineReader(source: AsyncIterable<Buffer>) {
  const iterator = source[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  async function more(): Promise<boolean> {
    const next = await iterator.next()
    if (!next.done) rest = Buffer.concat([rest, next.value])
    return !next.done
  }
  return {
    /** Undefined at the end of the source. */
    async line(): Promise<string | undefined> {
      while (!rest.includes('\r\n')) if (!(await more())) return undefined
      const end = rest.indexOf('\r\n')
      const text = rest.subarray(0, end).toString()
      rest = rest.subarray(end + 2)
      return text
    },
    async *bytes(size: number): AsyncGenerator<Buffer> {
      for (let left = size; left > 0; ) {
        if (rest.length === 0 && !(await more())) throw new S3Error('IncompleteBody', 'A chunk is truncated')
        const piece = rest.subarray(0, left)
        rest = rest.subarray(piece.length)
        left -= piece.length
        yield piece
      }
    },
  }
}
