import type { Problem } from '../problem.ts'
import { backupProblems } from './backup.ts'
import { type CheckedEnvironment, type CheckedFile, checkedEnvironments } from './checked-environment.ts'
import { databaseProblems } from './database.ts'
import { hostKeyProblems } from './host-key.ts'
import { requiredProblems } from './required.ts'
import { serviceProblems } from './service.ts'
import { sharedServerProblems } from './shared-server.ts'

type Rule = (environment: CheckedEnvironment) => Problem[]

const RULES: readonly Rule[] = [
  requiredProblems,
  hostKeyProblems,
  serviceProblems,
  databaseProblems,
  backupProblems,
]

/** Settings that are valid on their own but contradict each other, within and across environments. */
export function ruleProblems(file: CheckedFile): Problem[] {
  const environments = checkedEnvironments(file)
  return [
    ...environments.flatMap(environment => RULES.flatMap(rule => rule(environment))),
    ...sharedServerProblems(environments),
  ]
}
