/** The log output of a piece of work. */
export function printed(work: () => void): string {
  const written: string[] = []
  const { write } = process.stdout
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write
  try {
    work()
  } finally {
    process.stdout.write = write
  }
  return written.join('')
}
