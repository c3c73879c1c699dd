import { stat } from 'node:fs/promises'
import {
  builtImageNames,
  type ComposeModel,
  composeNames,
  type ServiceImages,
  serviceImages,
} from '@tsh/deployment'
import type { DeployInputs } from '../inputs.ts'
import type { Incoming } from './disk.ts'

type Inputs = Pick<DeployInputs, 'application' | 'version' | 'built' | 'registry' | 'archive' | 'dryRun'>

/**
 * The images that were built for the release, and their problems. A dry run may precede the build, so it only checks
 * their names; the images of an existing version are in the journal.
 */
export function imagesInBuild(model: ComposeModel, inputs: Inputs): ServiceImages {
  const { application, version, built, registry, dryRun } = inputs
  const composeFile = composeNames(application)
  if (built.size > 0) return serviceImages(model, built, { version, registry, composeFile })
  return { images: [], problems: dryRun ? builtImageNames(model, version).problems : [] }
}

/** What is about to be stored on the server. A missing archive is reported when it is sent. */
export async function incomingImages(model: ComposeModel | undefined, inputs: Inputs): Promise<Incoming> {
  const names = model ? builtImageNames(model, inputs.version).names : []
  return { names, archive: await archiveSize(inputs) }
}

async function archiveSize({ archive, built }: Inputs): Promise<number> {
  if (![...built.values()].some(({ digest }) => digest === undefined)) return 0
  return stat(archive).then(
    ({ size }) => size,
    () => 0,
  )
}
