import { DEFAULT_SETTINGS_PATH } from '@tsh/settings'
import type { DetectedApplication } from '../detect-application.ts'
import type { DetectedEnvironment } from '../detect-environment.ts'
import { type Caller, callerText } from './caller.ts'
import { deployCaller } from './deploy-caller.ts'
import { setupCaller } from './setup-caller.ts'

/** A file with its text. */
export interface PlannedFile {
  path: string
  text: string
  /** The workflow of tsh/actions that a caller calls. */
  calls?: { workflow: string; environment?: string }
}

const WORKFLOWS = '.github/workflows'

/** One of several applications has its own settings file. */
export const settingsPathOf = ({ name }: Pick<DetectedApplication, 'name'>): string =>
  name === undefined ? DEFAULT_SETTINGS_PATH : `.github/deploy.${name}.yml`

/** The workflows that call those of tsh/actions. */
export function callerFiles(application: DetectedApplication): PlannedFile[] {
  const settings = application.name === undefined ? undefined : settingsPathOf(application)
  const deploys = application.environments.map(one => {
    const caller = deployCaller(one, titleOf(application, one), settings)
    return file(deployPath(application, one), caller, one.environment.name)
  })
  const suffix = application.name === undefined ? '' : `-${application.name}`
  const title = application.name === undefined ? 'Set up a server' : `Set up a server for ${application.name}`
  const setup = setupCaller(application.environments, title, settings)
  return [...deploys, file(`${WORKFLOWS}/setup${suffix}.yml`, setup)]
}

function file(path: string, caller: Caller, environment?: string): PlannedFile {
  const calls = { workflow: caller.workflow, ...(environment === undefined ? {} : { environment }) }
  return { path, text: callerText(caller), calls }
}

const deployPath = ({ name }: DetectedApplication, { environment }: DetectedEnvironment): string => {
  if (name === undefined) return `${WORKFLOWS}/${environment.name}.yml`
  return `${WORKFLOWS}/${name}${environment.name === 'production' ? '' : `-${environment.name}`}.yml`
}

const titleOf = ({ name }: DetectedApplication, { environment }: DetectedEnvironment): string => {
  const text = name ?? environment.name
  return text.charAt(0).toUpperCase() + text.slice(1)
}
