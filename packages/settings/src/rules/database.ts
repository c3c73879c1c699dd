import type { Problem } from '../problem.ts'
import { SETTINGS } from '../setting.ts'
import type { CheckedEnvironment } from './checked-environment.ts'
import { isUnused } from './unused.ts'

/** Database settings that do not match its source, and backup settings without a database. */
export function databaseProblems(environment: CheckedEnvironment): Problem[] {
  if (!environment.hasDatabase) return unusedProblems(environment)
  const source = environment.get('database.source')
  // Invalid, reported elsewhere.
  if (source === undefined) return []
  return [
    ...containerProblems(environment, source),
    ...serviceProblems(environment, source),
    ...verifyProblems(environment, source),
  ]
}

const BACKUP_SETTINGS = SETTINGS.filter(({ group }) => group === 'backup').map(({ path }) => path)

/** Top-level settings may be for other environments. */
function unusedProblems(environment: CheckedEnvironment): Problem[] {
  return BACKUP_SETTINGS.filter(setting => environment.origin(setting) === 'environment').map(setting =>
    environment.problem(
      setting,
      'is set, but database is none, so nothing is backed up. Remove it, or configure the database',
    ),
  )
}

function containerProblems(environment: CheckedEnvironment, source: unknown): Problem[] {
  if (source === 'container' && !environment.has('database.container'))
    return [
      environment.problem(
        'database.source',
        'is container, and database.container is missing. Add the name of the container',
      ),
    ]
  if (source === 'container' || !isUnused(environment, 'database.container', 'database.source')) return []
  return [
    environment.problem(
      'database.container',
      `is only used with source: container, but the source is ${source}. Change one of them`,
    ),
  ]
}

function serviceProblems(environment: CheckedEnvironment, source: unknown): Problem[] {
  if (source === 'compose' || !isUnused(environment, 'database.service', 'database.source')) return []
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
