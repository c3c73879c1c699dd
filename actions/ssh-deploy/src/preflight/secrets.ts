import { keepReadable, secretIn, workflowRun } from '@tsh/action'
import {
  type BuiltImage,
  type Collision,
  envValue,
  maskEnvFile,
  maskEnvironments,
  namesIn,
  namesOf,
  slotsOf,
} from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import type { DeployInputs } from '../inputs.ts'
import { releaseId } from '../release-plan.ts'
import { modelBefore, modelIn } from './compose.ts'

type Named = Pick<DeployInputs, 'application' | 'version' | 'sha'>

/**
 * Masks the secrets in the query results; nothing of the results may be printed before. The names of the release stay
 * readable.
 * @returns secrets that are not masked because they are part of public names
 */
export function maskSecrets(
  results: QueryResults,
  inputs: Named,
  images: readonly BuiltImage[],
): Collision[] {
  const { application } = inputs
  const models = [modelIn(results), modelBefore(results)].flatMap(model => model ?? [])
  keepReadable([
    ...namesOf(application),
    ...namesOfRelease(results, inputs),
    ...images.map(({ reference }) => reference),
    ...models.flatMap(namesIn),
  ])
  const { env } = results
  const collisions = env?.code === 0 ? maskEnvFile(env.text, application.envFile) : []
  models.forEach(maskEnvironments)
  return collisions.filter(({ isMasked }) => !isMasked)
}

/**
 * Secrets that would make GitHub drop outputs that the next jobs need. Once the release is live, it is too late to find
 * out.
 */
export function secretProblems(results: QueryResults, inputs: Named): string[] {
  const sources = namesOfRelease(results, inputs).flatMap(name => {
    const source = secretIn(name)
    return source === undefined ? [] : [[source, name] as const]
  })
  return [...new Map(sources)].map(
    ([source, name]) =>
      `the value of ${source} is part of "${name}", but GitHub drops outputs that contain a secret. Change that value`,
  )
}

export const secretWarnings = (unmasked: readonly Collision[], envFile: string): string[] =>
  unmasked.map(
    ({ key, name }) =>
      `the value of ${key} in ${envFile} is part of "${name}", so it is not masked in logs. Use a random value`,
  )

function namesOfRelease(results: QueryResults, { version, sha, application }: Named): string[] {
  const model = modelIn(results)
  const live = results.env?.code === 0 ? envValue(results.env.text, 'VERSION') : undefined
  const slots = slotsOf(application.placement)
  return [
    ...[releaseId(version, workflowRun()), version, sha, live ?? '', ...slots],
    ...(model ? namesIn(model) : []),
  ]
}
