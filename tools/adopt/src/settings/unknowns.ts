import type { Environment } from '../environments/environments.ts'
import type { Unknown } from '../git-repository.ts'
import type { Traffic } from '../services/traffic.ts'

/** Optional settings and files that an environment may need. */
export function environmentUnknowns(
  { name, envFile, template, otherEnvFiles }: Environment,
  traffic: Traffic | undefined,
  branch: string | undefined,
): Unknown[] {
  const key = (setting: string): string => `environments.${name}.${setting}`
  return [
    ...(branch === undefined
      ? [
          {
            key: key('branches'),
            why: 'no branch such as develop or staging exists',
            find: 'add the branch here and to on.push of the workflow',
          },
        ]
      : []),
    ...(template
      ? []
      : [
          {
            key: key('env-file'),
            why: `${envFile} has no template in the repository`,
            find: `commit ${envFile}.example with every key, and VERSION=latest`,
          },
        ]),
    ...(otherEnvFiles.length === 0
      ? []
      : [
          {
            key: key('env-file'),
            why: `services also read ${otherEnvFiles.join(' and ')}, which setup.yml does not create`,
            find: 'create them on the server',
          },
        ]),
    ...(traffic?.kind === 'in-place'
      ? [
          {
            key: key('handover-port'),
            why: 'it depends on the ports in use on the server',
            find: 'optional: a free port, with the proxy lines in the README of ssh-deploy',
          },
        ]
      : []),
  ]
}
