import { get } from '@tsh/standard/reading'
import type { DetectedEnvironment } from '../detect-environment.ts'

/** The secrets that a caller passes: names of the workflow, each with the name in the repository. */
export type Secrets = Readonly<Record<string, string>>

const same = (...names: string[]): Secrets => Object.fromEntries(names.map(name => [name, name]))

const keyOf = ({ environment, keySecret }: DetectedEnvironment): Secrets => {
  const name = environment.name === 'staging' ? 'STAGING_SSH_KEY' : 'PROD_SSH_KEY'
  return { [name]: keySecret ?? name }
}

/** @param backsUp whether the workflow makes backups */
export function deploySecrets(detected: DetectedEnvironment, backsUp: boolean): Secrets {
  return {
    ...keyOf(detected),
    ...(detected.registry === undefined ? {} : same('DOCKER_USERNAME', 'DOCKER_TOKEN')),
    ...same('TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'),
    ...(backsUp ? same('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_S3_BUCKET', 'AWS_REGION') : {}),
    ...envSecret([detected]),
    ...(needsBuildSecrets(detected) ? same('BUILD_SECRETS') : {}),
  }
}

/** Whether an image cannot be built without secrets. */
export const needsBuildSecrets = ({ environment }: DetectedEnvironment): boolean =>
  environment.model.services.some(({ node }) => get(node, 'build', 'secrets') !== undefined)

const envSecret = (environments: readonly DetectedEnvironment[]): Secrets =>
  environments.some(({ shared }) => shared.env !== undefined) ? same('APP_ENV') : {}

export function setupSecrets(environments: readonly DetectedEnvironment[]): Secrets {
  const keys = [...environments].reverse().map(keyOf)
  return { ...Object.assign({}, ...keys), ...envSecret(environments) }
}
