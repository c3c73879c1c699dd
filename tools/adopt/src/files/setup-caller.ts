import type { DetectedEnvironment } from '../detect-environment.ts'
import { type Caller, expression } from './caller.ts'
import { setupSecrets } from './caller-secrets.ts'

/** The caller that sets up the server of an environment. */
export function setupCaller(
  environments: readonly DetectedEnvironment[],
  title: string,
  settings: string | undefined,
): Caller {
  return {
    name: title,
    job: 'setup',
    workflow: 'setup',
    inputs: {
      environment: {
        description: 'Environment whose server is set up',
        type: 'choice',
        options: environments.map(({ environment }) => environment.name),
      },
      apply: {
        description: 'Make the changes; otherwise they are only listed',
        type: 'boolean',
        default: false,
      },
    },
    with: {
      ...(settings === undefined ? {} : { settings }),
      environment: expression('inputs.environment'),
      apply: expression('inputs.apply'),
    },
    secrets: setupSecrets(environments),
  }
}
