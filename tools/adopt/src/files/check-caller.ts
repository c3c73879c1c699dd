import type { DetectedEnvironment } from '../detect-environment.ts'
import { callOf, workflowText } from './caller.ts'
import { needsBuildSecrets } from './caller-secrets.ts'

/** The text of the caller that checks pushes and pull requests. It passes no secret, as the code is not reviewed. */
export function checkCallerText(
  environments: readonly DetectedEnvironment[],
  title: string,
  settings: string | undefined,
): string {
  const names = environments.map(({ environment }) => environment.name)
  const [environment] = names.includes('production') ? [] : names
  const skipsBuild = environments.some(needsBuildSecrets)
  const passed = {
    ...(settings === undefined ? {} : { settings }),
    ...(environment === undefined ? {} : { environment }),
    ...(skipsBuild ? { 'skip-build': true } : {}),
  }
  const permissions = { contents: 'read', actions: 'read' }
  return workflowText(title, '  push:\n  pull_request:\n', {
    check: { permissions, ...callOf('check', passed) },
  })
}
