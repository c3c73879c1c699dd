/** Lets so many works run at a time and the rest wait for their turn. */
export function lanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count
  const waiting: (() => void)[] = []
  return async work => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The lane goes to the next in line and is not free in between.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
