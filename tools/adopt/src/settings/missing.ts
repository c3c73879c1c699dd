import type { ServerHints } from '../findings/server-hints.ts'
import type { Unknown } from '../git-repository.ts'

/** A required setting without a value: a commented line in the file, and an entry of the report. */
export interface MissingSetting {
  key: string
  example: string
  /** Follows the example in the file. */
  comment: string
  why: string
  find: string
}

const NOWHERE = 'the repository does not define it'
const seenIn = (value: string): string => `an old workflow has ${value}, which must be verified`

/** The settings that no file of a repository can have, with what old workflows reveal as examples. */
export function serverSettings({ server, path }: ServerHints): MissingSetting[] {
  const seen = (value: string | undefined): string =>
    value === undefined ? '' : ', as in the old workflow; verify it'
  return [
    {
      key: 'server',
      example: server ?? 'user@host',
      comment: `the SSH user and host${seen(server)}`,
      why: server === undefined ? NOWHERE : seenIn(server),
      find: 'the user and host that you connect to with ssh',
    },
    {
      key: 'host-key',
      example: 'SHA256:…',
      comment: 'from ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub on the server',
      why: 'only the server has it',
      find: 'run "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub" on the server',
    },
    {
      key: 'path',
      example: path ?? '/opt/app',
      comment: `the git checkout on the server${seen(path)}`,
      why: path === undefined ? NOWHERE : seenIn(path),
      find: 'the folder on the server; setup.yml creates it',
    },
  ]
}

export const URL_SETTING: MissingSetting = {
  key: 'url',
  example: 'https://app.example.com',
  comment: 'the public URL',
  why: 'no proxy configuration, label or env template has a real host name',
  find: 'the address that visitors open',
}

export const SERVICE_SETTING: MissingSetting = {
  key: 'service',
  example: 'app',
  comment: 'the compose service that receives the traffic',
  why: 'no service publishes a port or is the target of a proxy',
  find: 'the name of the service in the compose file',
}

export const unknownOf = (environment: string, { key, why, find }: MissingSetting): Unknown => ({
  key: `environments.${environment}.${key}`,
  why,
  find,
})
