import { posix } from 'node:path'
import type { InputReader } from '@tsh/action'
import { APPLICATION_SETTINGS, formOf } from '@tsh/settings'
import type { ApplicationInput, ProjectInput } from './application-inputs.ts'
import { PROXY_KINDS, type ProxyKind } from './traffic/proxy/site-proxy.ts'
import { hasSlots, type Slots } from './traffic/slot.ts'

/** The location of a compose project on its server. */
export interface Project {
  /** Absolute path of the git checkout on the server. */
  path: string
  /** Relative to `path`. */
  composeFile: string
  envFile: string
}

/** A project and its service that receives the traffic. */
export interface Application extends Project {
  /** The compose service of the application; `{slot}` is replaced by the slot name. With slots, a comma-separated list. */
  appService: string
  /** The slot names; unused without slots. */
  slots: Slots
  /** Absolute path of the folder with the slot file; empty without slots. */
  slotDirectory: string
  /** How the traffic is switched; `auto` detects it on the server. */
  proxy: ProxyKind | 'auto'
  /** Path that returns 2xx when the application is healthy. */
  healthPath: string
}

const FORMS = {
  path: formOf(APPLICATION_SETTINGS.path),
  envFile: formOf(APPLICATION_SETTINGS['env-file']),
  service: formOf(APPLICATION_SETTINGS.service.items),
  slot: formOf(APPLICATION_SETTINGS.slots.items),
  slotDirectory: formOf(APPLICATION_SETTINGS['slot-directory']),
  healthPath: formOf(APPLICATION_SETTINGS['health-path']),
}

/** Reads the inputs `path`, `compose-file` and `env-file`. */
export function readProject(input: InputReader<ProjectInput>): Project {
  return {
    path: input.text('path', FORMS.path).replace(/\/$/, ''),
    composeFile: readComposeFile(input),
    envFile: input.text('env-file', FORMS.envFile),
  }
}

function readComposeFile(input: InputReader<'compose-file'>): string {
  const files = input.lines('compose-file')
  if (files.length > 1) {
    input.problem(
      `input "compose-file" lists several files, but only one is supported. Set a single file, got "${files.join(', ')}"`,
    )
    return ''
  }
  return input.text('compose-file', formOf(APPLICATION_SETTINGS['compose-file'].items))
}

/** Reads the inputs shared by all actions that switch traffic: the project, the app service and its slots. */
export function readApplication(input: InputReader<ApplicationInput>): Application {
  const application = {
    ...readProject(input),
    appService: readAppService(input),
    slots: readSlots(input),
    slotDirectory: input
      .text('slot-directory', { ...FORMS.slotDirectory, required: false })
      .replace(/\/$/, ''),
    proxy: input.choice('proxy', ['auto', ...PROXY_KINDS]),
    healthPath: input.text('health-path', FORMS.healthPath),
  }
  if (application.proxy === 'slot-file' && application.slotDirectory === '')
    input.problem('input "slot-directory" is required because "proxy" is slot-file')
  return application
}

/** Items, one per line or comma-separated. */
const itemsOf = (lines: readonly string[]): string[] =>
  lines.flatMap(line => line.split(',')).map(item => item.trim())

function readAppService(input: InputReader<'service'>): string {
  const names = itemsOf(input.lines('service'))
  const { pattern, expected } = FORMS.service
  const wrong = names.find(name => !pattern.test(name))
  if (names.length === 0) input.problem('input "service" is required but empty')
  if (wrong !== undefined) input.problem(`input "service" is not ${expected}, got "${wrong}"`)
  else if (names.length > 1 && !names.every(hasSlots))
    input.problem(`input "service" lists several services, so each must contain {slot}, got "${names}"`)
  return names.join(',')
}

function readSlots(input: InputReader<'slots'>): Slots {
  const names = itemsOf(input.lines('slots'))
  const [first = '', second = '', ...more] = names
  const isNamed = [first, second].every(name => FORMS.slot.pattern.test(name))
  if (more.length > 0 || !isNamed || first === second)
    input.problem(
      `input "slots" must be two different names (letters, digits and "-", not "handover"), one per line or comma-separated, got "${names}"`,
    )
  return [first, second]
}

/** The compose project directory: the folder of the compose file, as in a manual `docker compose` call. */
export function projectDirectory(project: Pick<Project, 'path' | 'composeFile'>): string {
  return posix.dirname(absolute(project, project.composeFile))
}

/** The absolute path of a project file on the server. */
export function absolute(project: Pick<Project, 'path'>, relative: string): string {
  return posix.join(project.path, relative)
}
