/** The `needs` context of a job, less what is not needed here. */
export type JobResults = Record<string, { result: string; outputs: Record<string, string> }>

/** How a deployment or a restore ended, as far as its readers care. */
export type Outcome =
  | 'deployed'
  | 'restored'
  | 'rolled-back'
  | 'rollback-failed'
  /** Nothing was changed, because the old version may not work with the present schema. */
  | 'rollback-refused'
  /** The release is live and good, and visitors do not reach it. */
  | 'edge-failed'
  | 'failed'
  | 'cancelled'

/** Reads the JSON of the `needs` context. */
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

/** Judges by the jobs `deploy`, `smoke-tests` and `rollback` and everything that failed before them. */
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

/** The first job that did not go well. */
export function culprit(jobs: JobResults): string | undefined {
  return Object.entries(jobs).find(([, { result }]) => result === 'failure' || result === 'cancelled')?.[0]
}
