import { builtImageNames, type ComposeModel, pushProblems } from '@tsh/deployment'
import type { DeployInputs } from '../inputs.ts'
import { attempt, type Check, skipped } from './check.ts'

type Inputs = Pick<DeployInputs, 'checks' | 'registry' | 'login' | 'version'>

/**
 * Whether the build may push to the registry.
 * @param model undefined when there is none; then only the login is checked
 */
export async function registryCheck(
  { checks, registry, login, version }: Inputs,
  model: ComposeModel | undefined,
): Promise<Check> {
  if (!checks.includes('build')) return skipped('Registry', 'no image is built')
  if (registry === undefined) return skipped('Registry', 'the images are transferred over SSH')
  return attempt('Registry', async () => {
    const images = model ? builtImageNames(model, version).names : []
    const { problems, warnings } = await pushProblems(registry, images, login)
    const pushed = images.length > 0 ? `${images.length} images can be pushed` : 'the login is accepted'
    return { found: `${pushed} to ${registry}`, problems, warnings }
  })
}
