import type { Problem } from '../problem.ts'
import { REQUIRED_SETTINGS } from '../schema.ts'
import type { CheckedEnvironment } from './checked-environment.ts'

/** Required settings that are neither in the environment nor at the top level. */
export function requiredProblems(environment: CheckedEnvironment): Problem[] {
  return REQUIRED_SETTINGS.filter(setting => !environment.has(setting)).map(setting =>
    environment.problem(setting, 'is missing. Set it in the environment, or at the top level for all'),
  )
}
