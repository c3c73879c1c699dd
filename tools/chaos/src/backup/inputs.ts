import type { BackupInputs } from '@tsh/backup/inputs'
import type { Arena } from './place/arena.ts'

/** Inputs of a backup in an arena; codec none, so that sizes are known and decoding alone proves nothing. */
export function inputsFor(arena: Arena, changes: Partial<BackupInputs> = {}): BackupInputs {
  const { lane, double, database } = arena
  const { region, endpoint, bucket, accessKeyId, secretAccessKey } = double
  return {
    source: { kind: 'container', container: lane.container },
    login: { database, user: '', host: '', port: '', password: '' },
    storage: {
      ...{ bucket, region, endpoint, accessKeyId, secretAccessKey, sessionToken: '', owner: '' },
      ...{ prefix: 'erp', environment: 'production' },
    },
    ...{ version: '', compression: 'none', verify: 2, allowShrinkReason: '', retention: undefined },
    encryption: { mode: 'sse-s3', key: '', recipients: [], identity: '' },
    timeout: 120,
    ...changes,
  }
}

/** The server, by way of the proxy. */
export function targetOf({ lane: { target }, proxy: { port } }: Pick<Arena, 'lane' | 'proxy'>) {
  const knownHosts = target.knownHosts.map(line =>
    line.replace(/^\[127\.0\.0\.1\]:\d+/, `[127.0.0.1]:${port}`),
  )
  return { ...target, port, knownHosts }
}
