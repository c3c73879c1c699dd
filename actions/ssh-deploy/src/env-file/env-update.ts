import { log, UserError } from '@tsh/action'
import { absolute, type EnvFilePlan, planEnvFile, readFile, replaceEnvFile } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'

type Inputs = Pick<DeployInputs, 'application' | 'envValues'>

/** What the given values change in the env file. */
export type EnvUpdate = Pick<EnvFilePlan, 'text' | 'added' | 'changed'>

/**
 * Plans the env file with the given values; everything else in it stays. Nothing of it is printed but names of keys.
 * @returns undefined when nothing changes, or there is no file, which preflight reports
 */
export async function planEnvUpdate(
  { application, envValues }: Inputs,
  remote: Remote,
): Promise<EnvUpdate | undefined> {
  if (Object.keys(envValues).length === 0) return undefined
  const path = absolute(application, application.envFile)
  const existing = await readFile(remote, path)
  if (existing === undefined) return undefined
  if (existing.includes('\uFFFD'))
    throw new UserError(
      `${path} on ${remote.name} is not UTF-8, so its values cannot be updated from APP_ENV. Convert it, for example with iconv`,
    )
  const plan = planEnvFile({ existing, template: undefined, secrets: envValues })
  return plan.added.length + plan.changed.length > 0 ? plan : undefined
}

/** Brings the env file up to date. The old one stays in `.deploy`, and a rollback does not restore it. */
export async function updateEnvFile(inputs: Inputs, remote: Remote): Promise<void> {
  const update = await planEnvUpdate(inputs, remote)
  if (!update) return
  await replaceEnvFile(remote, inputs.application, update.text)
  log.info(`${inputs.application.envFile}: ${describeUpdate(update)}`)
}

/** The names of the keys that change. */
export const describeUpdate = ({ added, changed }: EnvUpdate): string =>
  [
    ...(changed.length > 0 ? [`change ${changed.join(', ')}`] : []),
    ...(added.length > 0 ? [`add ${added.join(', ')}`] : []),
  ].join('; ')
