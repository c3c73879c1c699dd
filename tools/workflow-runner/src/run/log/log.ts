import type { Listener } from '../context/events.ts'
import type { Masker } from './masker.ts'

/** The log of a run: every line is masked, stored, and passed to the listener. */
export interface Log {
  write(job: string, step: string, text: string): void
  text(): string
}

export function createLog(masker: Masker, listener: Listener): Log {
  const lines: string[] = []
  return {
    write(job, step, text) {
      // A message can span lines; each line is masked separately, like in the runner.
      for (const raw of masker.mask(text).split(/\r\n|\n|\r/)) {
        const line = masker.mask(raw)
        lines.push(job ? `${job} | ${line}` : line)
        // Log lines are not awaited; a listener that rejects must not end the run.
        Promise.resolve(listener({ type: 'log', job, step, line })).catch(() => {})
      }
    },
    text: () => lines.map(line => `${line}\n`).join(''),
  }
}
