import { UserError } from '@tsh/action'

/** Milliseconds without a byte after which a stream counts as stuck. pg_dump waits for a lock no longer than 30 s. */
const LONGEST_SILENCE = 5 * 60_000

/** The chunks of a stream; only the waiting for the next one is limited, not the time that the reader takes. */
export async function* withStallLimit(
  chunks: AsyncIterable<Uint8Array>,
  what: string,
  limit = LONGEST_SILENCE,
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
    const fault = new UserError(`${what} has been silent for ${Math.round(limit / 1000)} s; given up`)
    timer = setTimeout(() => reject(fault), limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
