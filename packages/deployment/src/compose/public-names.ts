import { workflowRun } from '@tsh/action'
import type { Application, Project } from '../application.ts'
import type { Release } from '../journal/journal.ts'
import { type Placement, slotsOf } from '../placement.ts'
import type { ComposeModel } from './compose-model.ts'

/** The public names of a project; a secret in the env file may have the same value. */
export function namesOf(project: Project & Partial<Pick<Application, 'placement'>>): string[] {
  const { path, composeFiles, envFile, placement } = project
  const names = placement ? namesOfPlacement(placement) : []
  return [workflowRun().repository, path, ...composeFiles, envFile, ...names]
}

function namesOfPlacement(placement: Placement): string[] {
  const services = placement.kind === 'slots' ? placement.services : [placement.service]
  return [...services, placement.slotDirectory ?? '', ...slotsOf(placement)]
}

/** The names in a compose file. */
export function namesIn({ name, services }: ComposeModel): string[] {
  const inServices = Object.entries(services).flatMap(([service, { image = '', container_name = '' }]) => [
    service,
    image,
    container_name,
  ])
  return [name, ...inServices]
}

/** The names that identify a release. */
export function namesOfRelease({ id, version, sha, services, images, composeFiles = [] }: Release): string[] {
  const inImages = images.flatMap(({ image, reference }) => [image, reference])
  return [id, version, sha, ...services, ...inImages, ...composeFiles]
}
