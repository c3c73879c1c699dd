import type { Problem } from '../problem.ts'
import type { CheckedEnvironment } from './checked-environment.ts'
import { isSetInVain } from './leftover.ts'

/** Settings of the database that do not fit its source. */
export function databaseProblems(environment: CheckedEnvironment): Problem[] {
  const source = environment.get('database.source')
  // An application without a database, or a source that is wrong in itself.
  if (source === undefined) return []
  return [
    ...containerProblems(environment, source),
    ...serviceProblems(environment, source),
    ...verifyProblems(environment, source),
  ]
}

function containerProblems(environment: CheckedEnvironment, source: unknown): Problem[] {
  if (source === 'container' && !environment.has('database.container'))
    return [
      environment.problem(
        'database.source',
        'is container, and database.container is missing. Add the name of the container',
      ),
    ]
  if (source === 'container' || !isSetInVain(environment, 'database.container', 'database.source')) return []
  return [
    environment.problem(
      'database.container',
      `is only used with source: container, but the source is ${source}. Change one of them`,
    ),
  ]
}

function serviceProblems(environment: CheckedEnvironment, source: unknown): Problem[] {
  if (source === 'compose' || !isSetInVain(environment, 'database.service', 'database.source')) return []
  return [
    environment.problem(
      'database.service',
      `is only used with source: compose, but the source is ${source}. Change one of them`,
    ),
  ]
}

function verifyProblems(environment: CheckedEnvironment, source: unknown): Problem[] {
  if (source !== 'host' || environment.get('backup.verify') !== '3') return []
  return [
    environment.problem(
      'backup.verify',
      'is "3", which needs a container, but database.source is host. Use "2"',
    ),
  ]
}
