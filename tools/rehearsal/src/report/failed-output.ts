/** Enough for the summary of a test runner and a short traceback. */
const MAX_LINES = 25

/** A failed step, as the workflow runner reports it. */
export interface FailedStep {
  job: string
  message: string
}

/** The last lines that the job of a failed step printed before its error. @param log lines such as `deploy/test | 3 failed` */
export function failedOutput(log: string, { job, message }: FailedStep): string[] {
  const prefix = `${job} | `
  const own = log.split('\n').flatMap(line => (line.startsWith(prefix) ? [line.slice(prefix.length)] : []))
  const end = own.lastIndexOf(`##[error]${message.split('\n')[0]}`)
  const before = end < 0 ? own : own.slice(0, end)
  return before.filter(line => line.trim() !== '').slice(-MAX_LINES)
}
