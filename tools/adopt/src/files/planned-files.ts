import { DEFAULT_SETTINGS_PATH } from '@tsh/settings'
import type { DetectedApplication } from '../detect-application.ts'
import type { DetectedEnvironment } from '../detect-environment.ts'
import { type Caller, callerText } from './caller.ts'
import { checkCallerText } from './check-caller.ts'
import { deployCaller } from './deploy-caller.ts'
import { setupCaller } from './setup-caller.ts'

/** A file with its text. */
export interface PlannedFile {
  kind: 'settings' | 'template' | 'caller'
  path: string
  text: string
  /** What a caller calls. */
  call?: WorkflowCall
}

/** A call of a workflow of tsh/actions. */
export interface WorkflowCall {
  purpose: 'check' | 'deploy' | 'setup'
  /** Path of the settings file. */
  settings: string
  /** Undefined for checks, and if it is selected for each run. */
  environment: string | undefined
}

const WORKFLOWS = '.github/workflows'

/** One of several applications has its own settings file. */
export const settingsPathOf = ({ name }: Pick<DetectedApplication, 'name'>): string =>
  name === undefined ? DEFAULT_SETTINGS_PATH : `.github/deploy.${name}.yml`

/** The workflows that call those of tsh/actions. */
export function callerFiles(application: DetectedApplication): PlannedFile[] {
  const settings = settingsPathOf(application)
  const passed = application.name === undefined ? undefined : settings
  const deploys = application.environments.map(detected => {
    const caller = deployCaller(detected, titleOf(application, detected), passed)
    const environment = detected.environment.name
    return file(deployPath(application, detected), caller, { purpose: 'deploy', settings, environment })
  })
  const suffix = application.name === undefined ? '' : `-${application.name}`
  const title = application.name === undefined ? 'Set up a server' : `Set up a server for ${application.name}`
  const setup = setupCaller(application.environments, title, passed)
  const check: PlannedFile = {
    kind: 'caller',
    path: `${WORKFLOWS}/check${suffix}.yml`,
    text: checkCallerText(application.environments, checkTitleOf(application), passed),
    call: { purpose: 'check', settings, environment: undefined },
  }
  const call: WorkflowCall = { purpose: 'setup', settings, environment: undefined }
  return [...deploys, check, file(`${WORKFLOWS}/setup${suffix}.yml`, setup, call)]
}

const file = (path: string, caller: Caller, call: WorkflowCall): PlannedFile => ({
  kind: 'caller',
  path,
  text: callerText(caller),
  call,
})

const deployPath = ({ name }: DetectedApplication, { environment }: DetectedEnvironment): string => {
  if (name === undefined) return `${WORKFLOWS}/${environment.name}.yml`
  return `${WORKFLOWS}/${name}${environment.name === 'production' ? '' : `-${environment.name}`}.yml`
}

const checkTitleOf = ({ name }: DetectedApplication): string =>
  name === undefined ? 'Check' : `Check ${name}`

const titleOf = ({ name }: DetectedApplication, { environment }: DetectedEnvironment): string => {
  const text = name ?? environment.name
  return text.charAt(0).toUpperCase() + text.slice(1)
}
