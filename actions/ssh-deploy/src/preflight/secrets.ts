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
import type { DeployInputs } from '../inputs.ts'
import { releaseId } from '../release-plan.ts'
import type { Replies } from '../replies.ts'
import { modelBefore, modelIn } from './compose.ts'

type Named = Pick<DeployInputs, 'application' | 'version' | 'sha'>

/**
 * Masks what the server has reported and must not be seen; nothing of it may be printed before. What the release is called
 * stays readable.
 * @returns secrets that are ordinary words of names, and so are not masked
 */
export function maskSecrets(replies: Replies, inputs: Named, images: readonly BuiltImage[]): Collision[] {
  const { application } = inputs
  const models = [modelIn(replies), modelBefore(replies)].flatMap(model => model ?? [])
  keepReadable([
    ...namesOf(application),
    ...namesOfRelease(replies, inputs),
    ...images.map(({ reference }) => reference),
    ...models.flatMap(namesIn),
  ])
  const { env } = replies
  const collisions = env?.code === 0 ? maskEnvFile(env.text, application.envFile) : []
  models.forEach(maskEnvironments)
  return collisions.filter(({ isMasked }) => !isMasked)
}

/** Secrets that would blank out what a deployment hands on to the next jobs. It is too late for that when it is live. */
export function secretProblems(replies: Replies, inputs: Named): string[] {
  const sources = namesOfRelease(replies, inputs).flatMap(name => {
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

function namesOfRelease(replies: Replies, { version, sha, application }: Named): string[] {
  const model = modelIn(replies)
  const live = replies.env?.code === 0 ? envValue(replies.env.text, 'VERSION') : undefined
  return [
    ...[releaseId(version, workflowRun()), version, sha, live ?? '', ...application.slots],
    ...(model ? namesIn(model) : []),
  ]
}
