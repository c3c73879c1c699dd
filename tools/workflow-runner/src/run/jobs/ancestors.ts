import type { JobDefinition } from '../../plan/definition.ts'

/** The ids of all jobs that a job needs, directly or through others. */
export function ancestorsOf(
  jobs: JobDefinition[],
  job: JobDefinition,
  found = new Set<string>(),
): Set<string> {
  for (const id of job.needs) {
    if (found.has(id)) continue
    found.add(id)
    const next = jobs.find(other => other.id === id)
    if (next) ancestorsOf(jobs, next, found)
  }
  return found
}
