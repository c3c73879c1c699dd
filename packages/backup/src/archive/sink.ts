import { once } from 'node:events'
import type { Database, Values } from '@tsh/postgres'
import type { CommandEnd } from '@tsh/remote'

/** A program beside the database that reads what it is given. */
export interface Sink {
  /** Waits while the program is slower than the bytes. One that has ended swallows the rest; `end` tells how it ended. */
  write(chunk: Uint8Array): Promise<void>
  /** Whether the program has ended; what is written now goes nowhere. */
  ended(): boolean
  /** No more bytes: waits for the end of the program. */
  end(): Promise<CommandEnd & { stdout: string }>
  abort(): void
}

/** More output than this is not kept. */
const LONGEST_OUTPUT = 32 * 1024 * 1024

export async function openSink(database: Database, script: string, values: Values = {}): Promise<Sink> {
  const stream = await database.stream(script, values)
  const stdout: Buffer[] = []
  let length = 0
  let over = false
  stream.output.on('data', (part: Buffer) => {
    length += part.length
    if (length <= LONGEST_OUTPUT) stdout.push(part)
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
