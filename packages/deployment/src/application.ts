import { posix } from 'node:path'
import type { InputReader } from '@tsh/action'
import type { ApplicationInput, ProjectInput } from './application-inputs.ts'
import { PROXY_KINDS, type ProxyKind } from './traffic/proxy/site-proxy.ts'
import { hasSlots, type Slots } from './traffic/slot.ts'

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
  /** The compose service of the application; `{slot}` in it stands for the name of a slot. With slots, several separated by commas. */
  appService: string
  /** The names of the slots; unused where there are none. */
  slots: Slots
  /** Absolute path of the folder with the slot file; empty when there are no slots. */
  slotDirectory: string
  /** How the traffic is switched; `auto` detects it on the server. */
  proxy: ProxyKind | 'auto'
  /** Path that returns 2xx when the application is healthy. */
  healthPath: string
}

const ABSOLUTE = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+\/?$/
const RELATIVE = /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[A-Za-z0-9._][A-Za-z0-9._/-]*$/

const ABSOLUTE_PATH = { pattern: ABSOLUTE, expected: 'an absolute path without "..", "." and "//"' }
const RELATIVE_PATH = { pattern: RELATIVE, expected: 'a path relative to "path" without ".."' }

/** Reads the inputs `path`, `compose-file` and `env-file`. */
export function readProject(input: InputReader<ProjectInput>): Project {
  return {
    path: input.text('path', ABSOLUTE_PATH).replace(/\/$/, ''),
    composeFile: input.text('compose-file', RELATIVE_PATH),
    envFile: input.text('env-file', RELATIVE_PATH),
  }
}

/** Reads the inputs that the actions with traffic share: those of the project, the app service and its slots. */
export function readApplication(input: InputReader<ApplicationInput>): Application {
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

/** Items on lines, or on one line with commas. */
const itemsOf = (lines: readonly string[]): string[] =>
  lines.flatMap(line => line.split(',')).map(item => item.trim())

function readAppService(input: InputReader<'service'>): string {
  const names = itemsOf(input.lines('service'))
  const wrong = names.find(name => !/^[a-zA-Z0-9._{}-]+$/.test(name))
  if (names.length === 0) input.problem('input "service" is required but empty')
  if (wrong !== undefined) input.problem(`input "service" is not the name of a service, got "${wrong}"`)
  else if (names.length > 1 && !names.every(hasSlots))
    input.problem(`input "service" names several services, so each must contain {slot}, got "${names}"`)
  return names.join(',')
}

function readSlots(input: InputReader<'slots'>): Slots {
  const names = itemsOf(input.lines('slots'))
  const [first = '', second = '', ...more] = names
  const named = [first, second].every(name => /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name))
  // The file of a replacement in place is in the same folder.
  const free = first !== second && first !== 'handover' && second !== 'handover'
  if (more.length > 0 || !named || !free)
    input.problem(
      `input "slots" must be two different names, one per line or separated by a comma, of letters, digits and "-" and not "handover", got "${names}"`,
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
