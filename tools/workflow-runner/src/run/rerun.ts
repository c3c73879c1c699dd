import type { JobDefinition } from '../plan/definition.ts'
import type { JobOutcome, Result } from './context/events.ts'
import { ancestorsOf } from './jobs/ancestors.ts'
import type { EarlierAttempt } from './options.ts'
import type { Frame } from './state.ts'

/** docs.github.com, "Re-running workflows and jobs". */
const MAX_RERUNS = 50

/** Why the failed jobs of an earlier attempt cannot be re-run. */
export function rerunProblem(
  { conclusion, run }: EarlierAttempt,
  workflow: { path: string },
): string | undefined {
  if (run.workflow !== workflow.path) return `the attempt to re-run is of ${run.workflow}`
  if (conclusion === 'success') return `attempt ${run.attempt} has no failed jobs to re-run`
  if (run.attempt > MAX_RERUNS) return `a run can be re-run ${MAX_RERUNS} times`
  return undefined
}

/**
 * The outcome of a job that is not re-run. GitHub re-runs failed jobs and those that depend on them; the others keep
 * result and outputs (docs, "Re-running workflows and jobs").
 */
export function keptJob(frame: Frame, job: JobDefinition): JobOutcome | undefined {
  return isAncestorRerun(frame, job) ? undefined : keptOutcome(frame, frame.prefix.id + job.id)
}

/** The frame of a re-run job: it keeps parts of its matrix or its called workflow, unless an ancestor is re-run. */
export function frameToRun(frame: Frame, job: JobDefinition): Frame {
  return isAncestorRerun(frame, job) ? { ...frame, earlier: undefined } : frame
}

/** The kept outcome of an id, including the jobs inside it. */
export function keptOutcome({ run, earlier }: Frame, id: string): JobOutcome | undefined {
  const outcome = earlier?.jobs[id]
  if (!earlier || !outcome || !isKept(earlier, outcome.result)) return undefined
  for (const [other, inside] of Object.entries(earlier.jobs))
    if (isInside(other, id)) run.jobs[other] = inside
  run.jobs[id] = outcome
  run.log.write(id, '', `Job ${id} is kept from an earlier attempt: ${outcome.result}`)
  return outcome
}

function isAncestorRerun({ earlier, workflow, prefix }: Frame, job: JobDefinition): boolean {
  if (!earlier) return false
  const ancestors = [...ancestorsOf(workflow.jobs, job)]
  return ancestors.some(id => !isKept(earlier, earlier.jobs[prefix.id + id]?.result))
}

/** It is unknown whether a skipped job of a cancelled attempt was skipped by its condition, so it is evaluated again. */
function isKept({ conclusion }: EarlierAttempt, result: Result | undefined): boolean {
  return result === 'success' || (result === 'skipped' && conclusion !== 'cancelled')
}

/** Job ids contain no spaces or slashes themselves. */
function isInside(other: string, id: string): boolean {
  return other.startsWith(`${id} (`) || other.startsWith(`${id}/`)
}
