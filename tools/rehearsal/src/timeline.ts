import type { RunEvent } from '@tsh/workflow-runner'
import type { JobReport } from './report/report.ts'

/** Records when the jobs of a run started and how they ended. */
export class Timeline {
  private readonly jobs = new Map<string, JobReport>()
  private readonly startedAt = performance.now()

  /** Seconds since the start of the run. */
  get now(): number {
    return (performance.now() - this.startedAt) / 1000
  }

  add(event: RunEvent): void {
    if (event.type !== 'job-started' && event.type !== 'job-finished') return
    const name = shortName(event.job)
    const known = this.jobs.get(name)
    if (event.type === 'job-started')
      this.jobs.set(name, { name, result: 'running', seconds: 0, start: this.now })
    else
      this.jobs.set(name, {
        name,
        result: event.result,
        seconds: known ? event.seconds : 0,
        start: started(known, event.result),
      })
  }

  /** Jobs in the order of their start; jobs that never ran come last. */
  report(): JobReport[] {
    return [...this.jobs.values()].sort((one, other) => (one.start ?? Infinity) - (other.start ?? Infinity))
  }

  /** When a job ended, in seconds since the start of the run. */
  endOf(name: string): number | undefined {
    const job = this.jobs.get(name)
    return job?.start === undefined ? undefined : job.start + job.seconds
  }
}

const started = (known: JobReport | undefined, result: string): number | undefined =>
  result === 'skipped' ? undefined : known?.start

/** `deploy/smoke-tests` → `smoke-tests`: the called workflow's own name. */
export const shortName = (job: string): string => job.split('/').at(-1) ?? job
