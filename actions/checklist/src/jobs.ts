/** The relevant parts of the `needs` context of a job. */
export type JobResults = Readonly<Record<string, Job>>

export interface Job {
  result: string
  outputs: Readonly<Record<string, string>>
}

/** Parses the JSON of the `needs` context; undefined if it is not one. */
export function parseJobs(json: string): JobResults | undefined {
  const needs = parsed(json)
  if (typeof needs !== 'object' || needs === null || Array.isArray(needs)) return undefined
  const jobs = Object.entries(needs as Record<string, Partial<Job> | null>)
  return Object.fromEntries(
    jobs.map(([name, job]) => [name, { result: job?.result ?? '', outputs: job?.outputs ?? {} }]),
  )
}

/** A list of records in the output of a job; empty if the job did not set it, or GitHub dropped it. */
export function recordsIn(output: string | undefined): Record<string, unknown>[] {
  const list = parsed(output ?? '')
  return Array.isArray(list) ? list.filter(item => typeof item === 'object' && item !== null) : []
}

/** A number in the output of a job; undefined if it is empty. */
export function numberIn(output: string | undefined): number | undefined {
  const number = Number(output)
  return output === undefined || output.trim() === '' || Number.isNaN(number) ? undefined : number
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
