import type { Problem } from '../problem.ts'
import type { SettingPath } from '../setting.ts'
import type { CheckedEnvironment } from './checked-environment.ts'
import { isUnused } from './unused.ts'

/** Backup settings that contradict each other. */
export function backupProblems(environment: CheckedEnvironment): Problem[] {
  return [...encryptionProblems(environment), ...retentionProblems(environment)]
}

function retentionProblems(environment: CheckedEnvironment): Problem[] {
  if (environment.has('backup.retention-days')) return []
  if (!isUnused(environment, 'backup.keep-last', 'backup.retention-days')) return []
  return [
    environment.problem(
      'backup.keep-last',
      'is only used together with retention-days, without which no backup is removed. Add retention-days, or remove keep-last',
    ),
  ]
}

function encryptionProblems(environment: CheckedEnvironment): Problem[] {
  const encryption = environment.get('backup.encryption')
  const problems: Problem[] = []
  if (encryption === undefined) return problems
  if (encryption === 'age' && !environment.has('backup.age-recipients'))
    problems.push(
      environment.problem(
        'backup.encryption',
        'is age, and backup.age-recipients is missing. Add the public keys',
      ),
    )
  const unused = (setting: SettingPath, needed: string): void => {
    if (encryption !== needed && isUnused(environment, setting, 'backup.encryption'))
      problems.push(
        environment.problem(
          setting,
          `is only used with encryption: ${needed}, but the encryption is ${encryption}. Change one of them`,
        ),
      )
  }
  unused('backup.age-recipients', 'age')
  unused('backup.kms-key', 'sse-kms')
  return problems
}
