import type { Load } from '@tsh/sandbox'
import type { RunEvent } from '@tsh/workflow-runner'
import { mark } from './report/text.ts'
import { shortName } from './timeline.ts'

/** Live progress: one line per completed item and, on a terminal, a status line. */
export class Terminal {
  private readonly startedAt = performance.now()
  private readonly running = new Map<string, string>()
  private load: Load | undefined
  private readonly timer: NodeJS.Timeout | undefined
  private readonly live: boolean
  private readonly output: NodeJS.WriteStream

  constructor(output: NodeJS.WriteStream = process.stdout) {
    this.output = output
    this.live = output.isTTY === true
    if (this.live) this.timer = setInterval(() => this.draw(), 250).unref()
  }

  print(line: string): void {
    this.clear()
    this.output.write(`${this.time()}  ${line}\n`)
    this.draw()
  }

  follow(load: Load): void {
    this.load = load
  }

  event(event: RunEvent): void {
    if (event.type === 'job-started') {
      this.running.set(event.job, '')
      if (!this.live) this.print(`▸ ${shortName(event.job)}`)
    }
    if (event.type === 'step-started') this.running.set(event.job, event.step)
    if (event.type === 'job-finished') {
      this.running.delete(event.job)
      const seconds = event.result === 'skipped' ? '' : `  ${event.seconds.toFixed(1)} s`
      this.print(`${mark(event.result)} ${shortName(event.job)}  ${event.result}${seconds}`)
    }
  }

  end(): void {
    clearInterval(this.timer)
    this.load = undefined
    this.running.clear()
    this.clear()
  }

  private time(): string {
    return `${((performance.now() - this.startedAt) / 1000).toFixed(1)} s`.padStart(8)
  }

  private draw(): void {
    if (!this.live) return
    const stages = [...this.running]
      .map(([job, step]) => `${shortName(job)}${step ? `: ${step}` : ''}`)
      .join(' | ')
    const now = this.load?.now()
    const traffic = now ? `${now.requests} requests, ${now.lost} lost, slot ${now.slot ?? '?'}` : ''
    const line = [this.time(), traffic, stages].filter(Boolean).join('  ')
    this.output.write(`\r\x1b[2K\x1b[2m${line.slice(0, (this.output.columns ?? 80) - 1)}\x1b[0m`)
  }

  private clear(): void {
    if (this.live) this.output.write('\r\x1b[2K')
  }
}
