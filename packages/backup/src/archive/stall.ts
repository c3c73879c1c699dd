import { UserError } from '@tsh/action'

/** Milliseconds without data after which a stream counts as stalled. pg_dump waits for locks for at most 30 s. */
const STALL_TIMEOUT_MS = 5 * 60_000

/** The chunks of a stream; the timeout applies to the wait for the next chunk, not to the reader. */
export async function* withStallLimit(
  chunks: AsyncIterable<Uint8Array>,
  what: string,
  limit = STALL_TIMEOUT_MS,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await within(limit, iterator.next(), what)
      if (next.done) return
      yield next.value
    }
  } finally {
    void iterator.return?.().catch(() => {})
  }
}

async function within<T>(limit: number, work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const fault = new UserError(`no data from ${what} for ${Math.round(limit / 1000)} s; aborted`)
    timer = setTimeout(() => reject(fault), limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
