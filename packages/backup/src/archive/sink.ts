import { once } from 'node:events'
import type { Database, Values } from '@tsh/postgres'
import type { CommandEnd } from '@tsh/remote'

/** A program next to the database that reads a stream. */
export interface Sink {
  /** Applies backpressure. After the program has exited, the rest is discarded; `end` returns its exit status. */
  write(chunk: Uint8Array): Promise<void>
  /** Whether the program has exited; anything written now is discarded. */
  ended(): boolean
  /** Closes the stream and waits for the program to exit. */
  end(): Promise<CommandEnd & { stdout: string }>
  abort(): void
}

/** Output beyond this is discarded. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024

export async function openSink(database: Database, script: string, values: Values = {}): Promise<Sink> {
  const stream = await database.stream(script, values)
  const stdout: Buffer[] = []
  let length = 0
  let over = false
  stream.output.on('data', (part: Buffer) => {
    length += part.length
    if (length <= MAX_OUTPUT_BYTES) stdout.push(part)
  })
  const finished = stream.finished.then(end => {
    over = true
    return end
  })
  return {
    async write(chunk) {
      if (over) return
      const flowing = stream.input.write(chunk as Buffer)
      if (!flowing) await Promise.race([once(stream.input, 'drain'), finished])
    },
    ended: () => over,
    async end() {
      stream.end()
      return { ...(await finished), stdout: Buffer.concat(stdout).toString('utf8') }
    },
    abort: () => stream.abort(),
  }
}
