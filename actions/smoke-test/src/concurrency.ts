/** Limits how many tasks run concurrently; the others wait in a queue. */
export function limitConcurrency(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = count
  const waiting: (() => void)[] = []
  return async task => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await task()
    } finally {
      // The place is handed over to the next in the queue without becoming free in between.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
