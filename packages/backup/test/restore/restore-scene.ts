import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Remote, Target } from '@tsh/remote'
import { mustExec, type Sandbox, type SandboxOptions, startServer } from '@tsh/sandbox'
import { type S3Double, startS3Double } from '@tsh/testing'
import type { Ports } from '../../src/context.ts'
import type { BackupInputs, RestoreInputs } from '../../src/inputs/inputs.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'

export const IMAGE = 'postgres:15-alpine'

/** The combined inputs of both actions. */
export type SceneInputs = BackupInputs & RestoreInputs & { target: Target }

/** A server with a database in a container `db`, and a bucket. */
export interface Scene {
  sandbox: Sandbox
  double: S3Double
  inputs: SceneInputs
  remote: Remote
  /** The ports for the actions, with overrides. */
  ports(more?: Partial<Ports>): Ports
  /** Runs SQL in one of the server's databases; returns the unaligned output of psql. */
  sql(statements: string, database?: string): Promise<string>
  /** Runs a shell script in the database's container. */
  inside(script: string, input?: string): Promise<string>
  /** The job summary so far. */
  summary(): string
  stop(): Promise<void>
}

/** @param images additional images that the server's engine can pull */
export async function startScene(
  images: readonly string[] = [],
  options: Pick<SandboxOptions, 'generation'> = {},
): Promise<Scene> {
  const [server, double] = await Promise.all([
    startServer({ baseImages: [IMAGE, ...images], ...options }),
    startS3Double({ minimumPart: 1 }),
  ])
  const { sandbox, target } = server
  const remote = await server.connect()
  const summary = join(sandbox.folder, 'summary.md')
  writeFileSync(summary, '')
  process.env.GITHUB_STEP_SUMMARY = summary
  const scene: Scene = {
    ...{ sandbox, double, remote, inputs: inputsFor(target, double) },
    ports: more => ({
      ...{ remote, bucket: openBucket(scene.inputs.storage), signal: new AbortController().signal },
      ...more,
    }),
    sql: (statements, database = 'erp') =>
      scene.inside(`psql -X -A -t -q -v ON_ERROR_STOP=1 -U erp_owner -d '${database}' -f -`, statements),
    inside: (script, input = '') =>
      server.exec(`docker exec -i db sh -c "$(cat <<'SCRIPT'\n${script}\nSCRIPT\n)"`, input),
    summary: () => readFileSync(summary, 'utf8'),
    async stop() {
      delete process.env.GITHUB_STEP_SUMMARY
      await Promise.all([server.stop(), double.close()])
    },
  }
  await startDatabase(scene)
  return scene
}

function inputsFor(target: Target, double: S3Double): SceneInputs {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = double
  return {
    ...{ target, version: '', compression: '', verify: 2, allowShrinkReason: '', timeout: 600 },
    source: { kind: 'container', container: 'db' },
    login: { database: '', user: '', host: '', port: '', password: '' },
    storage: {
      ...{ endpoint, region, bucket, accessKeyId, secretAccessKey, sessionToken: '', owner: '' },
      ...{ prefix: 'erp', environment: 'production' },
    },
    encryption: { mode: 'sse-s3', key: '', recipients: [], identity: '' },
    retention: undefined,
    ...{ backupId: 'latest', confirm: '', healthUrl: '', publicUrl: undefined },
    ...{ allowOtherServerReason: '', skipSafetyBackupReason: '' },
  }
}

/** The user of the image is the only superuser and is not called postgres, as in the consumer's compose file. */
async function startDatabase({ sandbox, inside }: Scene): Promise<void> {
  const password = randomBytes(12).toString('hex')
  const environment = `POSTGRES_USER=erp_owner\nPOSTGRES_DB=erp\nPOSTGRES_PASSWORD=${password}\n`
  const run = `docker run -d --name db --env-file /dev/stdin ${IMAGE} -c max_prepared_transactions=4`
  await mustExec(sandbox.server.exec, run, environment)
  await inside('until pg_isready -q -h 127.0.0.1; do sleep 0.1; done')
}
