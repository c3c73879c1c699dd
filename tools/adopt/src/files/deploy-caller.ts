import type { DetectedEnvironment } from '../detect-environment.ts'
import { type Caller, expression } from './caller.ts'
import { deploySecrets } from './caller-secrets.ts'

/** The caller that deploys an environment. An environment with slots needs the workflow that switches. */
export function deployCaller(
  detected: DetectedEnvironment,
  title: string,
  settings: string | undefined,
): Caller {
  const { environment, traffic, database, branch } = detected
  const isProduction = environment.name === 'production' || traffic?.kind === 'slots'
  const backsUp = isProduction && database.kind !== 'none'
  const slots = traffic?.kind === 'slots' ? traffic.pairs[0]?.slots : undefined
  const inputs = isProduction ? manualInputs(backsUp, slots) : undefined
  return {
    name: title,
    job: 'deploy',
    workflow: isProduction ? 'deploy-production' : 'deploy-staging',
    with: {
      ...(settings === undefined ? {} : { settings }),
      ...(isProduction && environment.name !== 'production' ? { environment: environment.name } : {}),
      ...passedInputs(inputs ?? {}),
    },
    secrets: deploySecrets(detected, backsUp),
    ...(branch === undefined ? {} : { branch }),
    ...(settings === undefined ? {} : { paths: pathsOf(detected, settings) }),
    ...(inputs ? { inputs } : {}),
  }
}

/** What one of several applications consists of. */
function pathsOf({ environment: { model, composeFiles } }: DetectedEnvironment, settings: string): string[] {
  const contexts = model.services.flatMap(({ build }) =>
    build?.context === undefined ? [] : [build.context],
  )
  const folders = contexts.map(context => (context === '.' ? '**' : `${context}/**`))
  return [...new Set([...folders, ...composeFiles, settings])]
}

type Inputs = NonNullable<Caller['inputs']>

/** What can be chosen for a single run. */
function manualInputs(backsUp: boolean, slots: readonly string[] | undefined): Inputs {
  const text = (description: string) => ({ description, type: 'string' })
  const flag = (description: string) => ({ description, type: 'boolean', default: false })
  const slot = {
    description: 'Deploy into this slot',
    type: 'choice',
    options: ['idle', ...(slots ?? [])],
    default: 'idle',
  }
  return {
    version: text('Deploy this existing version instead of building one'),
    skip_tests: flag('Skip the tests (give a reason)'),
    ...(backsUp ? { skip_backup: flag('Skip the backup (give a reason)') } : {}),
    skip_reason: text('Why something is skipped'),
    ...(slots ? { force_slot: slot } : {}),
    dry_run: flag('Show what would happen and change nothing'),
  }
}

/** The inputs of a manual run, with the defaults for a push, which has none. */
const passedInputs = (inputs: Inputs): Record<string, string> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { type, default: value = '' }]) => [
      name.replaceAll('_', '-'),
      expression(`inputs.${name} || ${type === 'boolean' ? value : `'${value}'`}`),
    ]),
  )
