/** The relevant parts of the `needs` context of a job. */
export type JobResults = Record<string, { result: string; outputs: Record<string, string> }>

/** The outcome of a deployment or a restore, as reported to readers. */
export type Outcome =
  | 'deployed'
  | 'restored'
  | 'rolled-back'
  | 'rollback-failed'
  /** Nothing was changed, because the old version might not work with the current schema. */
  | 'rollback-refused'
  /** The release is live and healthy, but not reachable from outside. */
  | 'edge-failed'
  | 'failed'
  | 'cancelled'

/** Parses the JSON of the `needs` context. */
export function parseJobs(json: string): JobResults | undefined {
  try {
    const needs = JSON.parse(json) as Record<string, { result?: string; outputs?: Record<string, string> }>
    const entries = Object.entries(needs).map(([name, { result, outputs }]) => [
      name,
      { result: result ?? '', outputs: outputs ?? {} },
    ])
    return Object.fromEntries(entries) as JobResults
  } catch {
    return undefined
  }
}

/** Determines the outcome from the jobs `deploy`, `smoke-tests` and `rollback`, and from failures before them. */
export function outcomeOf(jobs: JobResults): Outcome {
  const rollback = jobs.rollback
  if (rollback?.result === 'failure' && rollback.outputs.outcome === 'refused') return 'rollback-refused'
  if (rollback?.result === 'failure' || rollback?.result === 'cancelled') return 'rollback-failed'
  if (rollback?.outputs.outcome === 'rolled-back') return 'rolled-back'
  const smokeTests = jobs['smoke-tests']
  if (smokeTests?.result === 'failure' && smokeTests.outputs.verdict === 'edge') return 'edge-failed'
  const results = Object.values(jobs).map(({ result }) => result)
  if (results.includes('failure')) return 'failed'
  if (results.includes('cancelled')) return 'cancelled'
  if (jobs.restore?.result === 'success') return 'restored'
  return jobs.deploy?.result === 'success' ? 'deployed' : 'failed'
}

/** The first job that failed or was cancelled. */
export function failedJob(jobs: JobResults): string | undefined {
  return Object.entries(jobs).find(([, { result }]) => result === 'failure' || result === 'cancelled')?.[0]
}
