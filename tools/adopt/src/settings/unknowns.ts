import type { Service } from '@tsh/standard/reading'
import { isReadBySetup } from '../environments/env-files.ts'
import type { Environment } from '../environments/environments.ts'
import type { Unknown } from '../git-repository.ts'
import type { Traffic } from '../services/traffic.ts'

/** Optional settings and files that an environment may need. */
export function environmentUnknowns(
  environment: Environment,
  traffic: Traffic | undefined,
  branch: string | undefined,
): Unknown[] {
  const { name, envFile, template, derivedTemplate, missingKeys, otherEnvFiles, otherTemplates } = environment
  const unknowns: Unknown[] = []
  const add = (setting: string, why: string, find: string): void => {
    unknowns.push({ key: `environments.${name}.${setting}`, why, find })
  }
  if (branch === undefined)
    add(
      'branches',
      'no branch such as develop or staging exists',
      'add the branch here and to on.push of the workflow',
    )
  if (derivedTemplate)
    add(
      'env-file',
      `${envFile} has no template in the repository, so ${derivedTemplate.path} has the keys without a default that the compose files and the code read`,
      'the values in the env file on the server; write those that are no secrets into the template, and remove their keys from env.secrets',
    )
  if (derivedTemplate && environment.isTemplateIgnored)
    add('env-file', `git ignores ${derivedTemplate.path}`, `add "!/${derivedTemplate.path}" to .gitignore`)
  if (template && missingKeys.length > 0)
    add(
      'env-file',
      `${template.path} lacks variables of the compose files that have no default`,
      `add ${missingKeys.join(', ')}`,
    )
  if (template && template.path !== envFile && !isReadBySetup(template.path, envFile))
    add(
      'env-file',
      `setup.yml does not read ${template.path}, only templates that end in .example or .template`,
      `rename it to ${envFile}.example`,
    )
  if (otherEnvFiles.length > 0)
    add(
      'env-file',
      `services also read ${otherEnvFiles.join(' and ')}, which setup.yml does not create`,
      `create them on the server${otherTemplates.length > 0 ? `, from ${otherTemplates.join(' and ')}` : ''}`,
    )
  if (traffic?.kind === 'in-place' && traffic.alsoPublic.length > 0)
    add(
      'service',
      `${[traffic.main, ...traffic.alsoPublic].map(withPort).join(' and ')} publish a port, and ${traffic.main.name} was chosen`,
      'the one that url leads to; deployments request the health path at its port',
    )
  if (traffic?.kind === 'in-place')
    add(
      'handover-port',
      'it depends on the ports in use on the server',
      'a free port, with the proxy lines in the ssh-deploy README; the setting is optional',
    )
  return unknowns
}

const withPort = ({ name, ports }: Service): string =>
  `${name} (${ports.find(({ published }) => published !== undefined)?.published})`
