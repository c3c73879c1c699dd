import { keepReadable, secretIn, workflowRun } from '@tsh/action'
import {
  type BuiltImage,
  type Collision,
  envValue,
  maskEnvFile,
  maskEnvironments,
  namesIn,
  namesOf,
} from '@tsh/deployment'
import type { QueryResults } from '@tsh/server'
import type { DeployInputs } from '../inputs.ts'
import { releaseId } from '../release-plan.ts'
import { modelBefore, modelIn } from './compose.ts'

type Named = Pick<DeployInputs, 'application' | 'version' | 'sha'>

/**
 * Masks what the server has reported and must not be seen; nothing of it may be printed before. What the release is called
 * stays readable.
 * @returns secrets that are ordinary words of names, and so are not masked
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

/** Secrets that would blank out what a deployment hands on to the next jobs. It is too late for that when it is live. */
export function secretProblems(results: QueryResults, inputs: Named): string[] {
  const sources = namesOfRelease(results, inputs).flatMap(name => {
    const source = secretIn(name)
    return source === undefined ? [] : [[source, name] as const]
  })
  return [...new Map(sources)].map(
    ([source, name]) =>
      `the value of ${source} is part of "${name}", and GitHub hands on nothing that contains a secret. Change that value`,
  )
}

export const secretWarnings = (unmasked: readonly Collision[], envFile: string): string[] =>
  unmasked.map(
    ({ key, name }) =>
      `the value of ${key} in ${envFile} is a word of "${name}", so it is not hidden in logs. Use a random value`,
  )

function namesOfRelease(results: QueryResults, { version, sha, application }: Named): string[] {
  const model = modelIn(results)
  const live = results.env?.code === 0 ? envValue(results.env.text, 'VERSION') : undefined
  return [
    ...[releaseId(version, workflowRun()), version, sha, live ?? '', ...application.slots],
    ...(model ? namesIn(model) : []),
  ]
}
