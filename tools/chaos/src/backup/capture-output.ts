/** Captures the action's stdout, which is the log of a workflow; `print` writes to the real stdout. */
export function captureOutput(): { print(text: string): void; captured(): string; release(): void } {
  const write = process.stdout.write.bind(process.stdout)
  const parts: string[] = []
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    parts.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))
    const done = rest.find(each => typeof each === 'function') as (() => void) | undefined
    done?.()
    return true
  }) as typeof process.stdout.write
  return {
    print: text => void write(text),
    captured: () => parts.join(''),
    release: () => {
      process.stdout.write = write
    },
  }
}
