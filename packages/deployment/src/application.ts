import { posix } from 'node:path'
import type { InputReader } from '@tsh/action'
import { readHttpUrl } from '@tsh/remote'
import { APPLICATION_SETTINGS, formOf, isSlotService } from '@tsh/settings'
import type { ApplicationInput, ProjectInput } from './application-inputs.ts'
import { type RequestedProfiles, readRequestedProfiles } from './compose/requested-services.ts'
import type { InPlacePlacement, SlotPlacement } from './placement.ts'
import {
  inPlacePlacement,
  type PlacementInputs,
  readPlacementInputs,
  slotPlacement,
} from './read-placement.ts'

/** The location of a compose project on its server. */
export interface Project {
  /** Absolute path of the git checkout on the server. */
  path: string
  /** Compose files in the order in which they are merged, relative to `path`. */
  composeFiles: readonly string[]
  /** Relative to `path`. */
  envFile: string
  /** Undefined if the env file on the server selects them. */
  profiles?: RequestedProfiles | undefined
}

/** A project and where its releases run. */
export type Application = SlotApplication | InPlaceApplication
export type SlotApplication = PlacedProject & { placement: SlotPlacement }
export type InPlaceApplication = PlacedProject & { placement: InPlacePlacement }

interface PlacedProject extends Project {
  /** Path that returns 2xx when the application is healthy. */
  healthPath: string
  /** The public URL; undefined if it is not set. */
  publicUrl: string | undefined
}

/** Whether releases run in slots; otherwise they are replaced in place. */
export const hasSlots = (application: Application): application is SlotApplication =>
  application.placement.kind === 'slots'

const FORMS = {
  composeFile: formOf(APPLICATION_SETTINGS['compose-file'].items),
  path: formOf(APPLICATION_SETTINGS.path),
  envFile: formOf(APPLICATION_SETTINGS['env-file']),
  healthPath: formOf(APPLICATION_SETTINGS['health-path']),
}

/** Reads the inputs `path`, `compose-file` and `env-file`. */
export function readProject(input: InputReader<ProjectInput>): Project {
  return {
    path: input.text('path', FORMS.path).replace(/\/$/, ''),
    composeFiles: readComposeFiles(input),
    envFile: input.text('env-file', FORMS.envFile),
  }
}

/** Reads the input `compose-file`, one file per line. */
function readComposeFiles(input: InputReader<'compose-file'>): string[] {
  const files = input.lines('compose-file')
  const { pattern, expected } = FORMS.composeFile
  if (files.length === 0) input.problem('input "compose-file" is required but empty')
  for (const file of files)
    if (!pattern.test(file)) input.problem(`input "compose-file" must be ${expected}, got "${file}"`)
  return files
}

/** Reads the inputs shared by all actions that deploy: the project, the services with traffic, and their slots. */
export function readApplication(input: InputReader<ApplicationInput>): Application {
  const { placement, ...project } = readPlacedProject(input)
  return placement.services.some(isSlotService)
    ? { ...project, placement: slotPlacement(placement) }
    : { ...project, placement: inPlacePlacement(placement) }
}

/** The same for an action that switches traffic between slots. */
export function readSlotApplication(input: InputReader<ApplicationInput>): SlotApplication {
  const { placement, ...project } = readPlacedProject(input)
  const { services } = placement
  if (services.length > 0 && !services.some(isSlotService))
    input.problem(`input "service" must contain {slot}, got "${services}"`)
  return { ...project, placement: slotPlacement(placement) }
}

/** Reads all inputs, also those that the kind of placement does not use. */
function readPlacedProject(
  input: InputReader<ApplicationInput>,
): PlacedProject & { placement: PlacementInputs } {
  const project = readProject(input)
  const placement = readPlacementInputs(input)
  const healthPath = input.text('health-path', FORMS.healthPath)
  const publicUrl = readHttpUrl(input, 'url', { required: false }) || undefined
  if (placement.proxy === 'slot-file' && placement.slotDirectory === undefined)
    input.problem('input "slot-directory" is required because "proxy" is slot-file')
  return { ...project, placement, healthPath, publicUrl, profiles: readRequestedProfiles(input) }
}

/** The compose project directory: the folder of the first compose file, as in a manual `docker compose` call. */
export function projectDirectory(project: Pick<Project, 'path' | 'composeFiles'>): string {
  return posix.dirname(composePaths(project)[0] ?? project.path)
}

/** The absolute paths of the compose files on the server. */
export function composePaths(project: Pick<Project, 'path' | 'composeFiles'>): string[] {
  return project.composeFiles.map(file => absolute(project, file))
}

/** The compose files as named in messages. */
export const composeNames = ({ composeFiles }: Pick<Project, 'composeFiles'>): string =>
  composeFiles.join(', ')

/** The absolute path of a project file on the server. */
export function absolute(project: Pick<Project, 'path'>, relative: string): string {
  return posix.join(project.path, relative)
}
