import type { BackupInputs } from '@tsh/backup/inputs'
import type { CaseContext } from './place/case-context.ts'

/** Inputs of a backup; codec none, so that sizes are known and decoding alone proves nothing. */
export function inputsFor(context: CaseContext, changes: Partial<BackupInputs> = {}): BackupInputs {
  const { dbServer, double, database } = context
  const { region, endpoint, bucket, accessKeyId, secretAccessKey } = double
  return {
    source: { kind: 'container', container: dbServer.container },
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

/** The server through the proxy. */
export function targetOf({ dbServer: { target }, proxy: { port } }: Pick<CaseContext, 'dbServer' | 'proxy'>) {
  const knownHosts = target.knownHosts.map(line =>
    line.replace(/^\[127\.0\.0\.1\]:\d+/, `[127.0.0.1]:${port}`),
  )
  return { ...target, port, knownHosts }
}
