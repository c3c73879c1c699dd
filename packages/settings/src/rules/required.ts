import type { Problem } from '../problem.ts'
import { REQUIRED_SETTINGS } from '../schema.ts'
import type { CheckedEnvironment } from './checked-environment.ts'

/** Settings that an environment has neither itself nor from the top of the file. */
export function requiredProblems(environment: CheckedEnvironment): Problem[] {
  return REQUIRED_SETTINGS.filter(setting => !environment.has(setting)).map(setting =>
    environment.problem(setting, 'is missing. Set it in the environment, or at the top of the file for all'),
  )
}
