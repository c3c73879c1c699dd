import { posix } from 'node:path'
import type { InputReader } from '@tsh/action'
import { PROXY_KINDS, type ProxyKind } from './proxy/proxy.ts'
import { hasSlots, type Slots } from './slot.ts'

/** Where a compose project lives on its server. */
export interface Project {
  /** Absolute path of the git checkout on the server. */
  path: string
  /** Relative to the path. */
  composeFile: string
  envFile: string
}

/** A project and the service of it that carries the traffic. */
export interface Application extends Project {
  /** The compose service of the application; `{slot}` in it stands for the name of a slot. With slots, several with commas between. */
  appService: string
  /** The names of the slots; unused where there are none. */
  slots: Slots
  /** Absolute path of the folder with the slot file; empty when there are no slots. */
  slotDirectory: string
  /** How the traffic is moved; `auto` looks at the server. */
  proxy: ProxyKind | 'auto'
  /** Path that answers 2xx when the application is well. */
  healthPath: string
}

const ABSOLUTE = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+\/?$/
const RELATIVE = /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[A-Za-z0-9._][A-Za-z0-9._/-]*$/

const ABSOLUTE_PATH = { pattern: ABSOLUTE, expected: 'an absolute path without "..", "." and "//"' }
const RELATIVE_PATH = { pattern: RELATIVE, expected: 'a path relative to "deploy-path" without ".."' }

/** Reads the inputs `deploy-path`, `compose-file` and `env-file`. */
export function readProject(input: InputReader): Project {
  return {
    path: input.text('deploy-path', ABSOLUTE_PATH).replace(/\/$/, ''),
    composeFile: input.text('compose-file', RELATIVE_PATH),
    envFile: input.text('env-file', RELATIVE_PATH),
  }
}

/** Reads the inputs that the actions with traffic share: those of the project, the app service and its slots. */
export function readApplication(input: InputReader): Application {
  const application = {
    ...readProject(input),
    appService: readAppService(input),
    slots: readSlots(input),
    slotDirectory: input.text('slot-directory', { ...ABSOLUTE_PATH, required: false }).replace(/\/$/, ''),
    proxy: input.choice('proxy', ['auto', ...PROXY_KINDS]),
    healthPath: input.text('health-path', { pattern: /^\/\S*$/, expected: 'a path such as /health' }),
  }
  if (application.proxy === 'slot-file' && application.slotDirectory === '')
    input.problem('input "slot-directory" is required because "proxy" is slot-file')
  return application
}

function readAppService(input: InputReader): string {
  const names = input
    .lines('app-service')
    .flatMap(line => line.split(','))
    .map(name => name.trim())
  const wrong = names.find(name => !/^[a-zA-Z0-9._{}-]+$/.test(name))
  if (names.length === 0) input.problem('input "app-service" is required but empty')
  if (wrong !== undefined) input.problem(`input "app-service" is not a service name, got "${wrong}"`)
  else if (names.length > 1 && !names.every(hasSlots))
    input.problem(`input "app-service" names several services, so each must contain {slot}, got "${names}"`)
  return names.join(',')
}

function readSlots(input: InputReader): Slots {
  const text = input.text('slots')
  const [first = '', second = '', ...more] = text.split(',').map(name => name.trim())
  const named = [first, second].every(name => /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name))
  // The file of a replacement in place stands in the same folder.
  const free = first !== second && first !== 'handover' && second !== 'handover'
  if (text !== '' && (more.length > 0 || !named || !free))
    input.problem(
      `input "slots" must be two different names with a comma between, of letters, digits and "-" and not "handover", got "${text}"`,
    )
  return [first, second]
}

/** The folder that compose takes for the project's, as by hand: that of the compose file. */
export function projectDirectory(project: Pick<Project, 'path' | 'composeFile'>): string {
  return posix.dirname(absolute(project, project.composeFile))
}

/** A file of the project as an absolute path on the server. */
export function absolute(project: Pick<Project, 'path'>, relative: string): string {
  return posix.join(project.path, relative)
}
