import { log, UserError } from '@tsh/action'

/** One thing that a deployment needs. */
export interface Check {
  /** What is checked, such as `Disk`. */
  name: string
  /** What was found, or why it was not checked. */
  found: string
  /** What stops a deployment, with the next step. */
  problems: readonly string[]
  /** What does not stop it. */
  warnings: readonly string[]
  isSkipped: boolean
}

type Findings = Partial<Pick<Check, 'found' | 'problems' | 'warnings'>>

export const check = (name: string, { found = '', problems = [], warnings = [] }: Findings): Check => ({
  ...{ name, found, problems, warnings },
  isSkipped: false,
})

export const skipped = (name: string, why: string): Check => ({
  ...check(name, { found: why }),
  isSkipped: true,
})

/** Does a check whose problems are errors. @param work returns what it has found */
export async function attempt(name: string, work: () => Promise<Findings>): Promise<Check> {
  try {
    return check(name, await work())
  } catch (error) {
    if (error instanceof UserError) return check(name, { problems: error.problems })
    throw error
  }
}

/** Logs the warnings. @throws UserError with all problems, not only the first */
export function requirePassed(checks: readonly Check[]): void {
  for (const warning of checks.flatMap(({ warnings }) => warnings)) log.warning(warning, 'ssh-deploy')
  const problems = checks.flatMap(check => check.problems)
  if (problems.length > 0) throw new UserError(problems)
}
