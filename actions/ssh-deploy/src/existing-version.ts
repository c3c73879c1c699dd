import { UserError } from '@tsh/action'
import {
  type BuiltImage,
  builtImages,
  type ComposeModel,
  composeNames,
  type Release,
  serviceImages,
  shortSha,
} from '@tsh/deployment'
import type { DeployInputs } from './inputs.ts'

type Inputs = Pick<DeployInputs, 'application' | 'version' | 'sha' | 'built' | 'registry' | 'dryRun'>

/**
 * The images of a release: those of its build or, for an existing version, those that it was live with. A dry run of a
 * new version has none yet.
 * @param model the compose file of the commit
 * @throws UserError when there are neither, or the build belongs to another commit
 */
export function releaseImages(
  inputs: Inputs,
  releases: readonly Release[],
  model: ComposeModel,
): BuiltImage[] {
  if (inputs.built.size > 0) return imagesOfBuild(inputs, model)
  // The dry run of a new version comes before its build.
  if (inputs.dryRun && !releases.some(({ version, wasLive }) => version === inputs.version && wasLive))
    return []
  const problem = existingVersionProblem(releases, inputs)
  if (problem) throw new UserError(problem)
  return [...builtImages(releases, inputs)]
}

function imagesOfBuild({ application, version, built, registry }: Inputs, model: ComposeModel): BuiltImage[] {
  const composeFile = composeNames(application)
  const { images, problems } = serviceImages(model, built, { version, registry, composeFile })
  if (problems.length > 0) throw new UserError(problems)
  return images
}

/**
 * Why a version cannot be deployed without the images of its build; undefined when the journal has them, because it was
 * live on this server, from this commit, with these images. Anything else was never built, or is another commit.
 */
export function existingVersionProblem(
  releases: readonly Release[],
  { version, sha }: Pick<Release, 'version' | 'sha'>,
): string | undefined {
  const known = releases.filter(release => release.version === version)
  const live = known.filter(({ wasLive }) => wasLive)
  const newVersion = 'Deploy its commit as a new version'
  if (live.length === 0)
    return known.length === 0
      ? `${version} was never deployed to this server, and the input "images" is empty, so there are no images to run. ${newVersion}`
      : `${version} was never live on this server (state of its last deployment: ${known.at(-1)?.state}), so its images are not reused. ${newVersion}`
  if (!live.some(release => release.sha === sha))
    return `${version} was live from commit ${live.at(-1)?.sha}, not from ${sha}, which has the same short SHA ${shortSha(sha)}. ${newVersion}`
  if (builtImages(live, { version, sha }).length === 0)
    return `the journal has no images of ${version}. ${newVersion}`
  return undefined
}
