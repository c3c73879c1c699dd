import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { ensureBaseImages } from '@tsh/sandbox'
import type { S3Double } from '@tsh/testing'
import { IMAGE, type Scene } from '../restore-scene.ts'

/** Only the tools required by RESTORE.txt: AWS CLI, age, and PostgreSQL with an empty server. */
const DOCKERFILE = `FROM ${IMAGE}
RUN apt-get update && apt-get install -y --no-install-recommends awscli age && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["sleep", "infinity"]
`

const START = `initdb --no-sync -A trust -U postgres -E UTF8 --locale=C.UTF-8 -D /tmp/server/data >/dev/null
pg_ctl -D /tmp/server/data -w -l /tmp/server/log -o "-c listen_addresses='' -k /tmp/server" start >/dev/null`

export interface StockTools extends Pick<Scene, 'inside' | 'sql'> {
  /** Runs the lines between the rulers of a backup's RESTORE.txt verbatim. */
  run(backup: string, identity: string): Promise<void>
  /** Replaces the server with a new, empty one. */
  reset(): Promise<void>
  stop(): Promise<void>
}

/** Uses the host network, because the bucket listens on its loopback; the database listens on a socket only. */
export async function startStockTools(double: S3Double): Promise<StockTools> {
  await ensureBaseImages([IMAGE])
  const image = 'tsh-test-stock-tools'
  await docker(['build', '--quiet', '--tag', image, '-'], DOCKERFILE)
  const name = `tsh-test-stock-tools-${randomBytes(4).toString('hex')}`
  const environment = environmentOf(double)
  const variables = Object.keys(environment).flatMap(variable => ['-e', variable])
  await docker(
    ['run', '-d', '--rm', '--name', name, '--network', 'host', ...variables, image],
    '',
    environment,
  )
  const inside = (script: string, input = ''): Promise<string> =>
    docker(['exec', '-i', '-u', 'postgres', name, 'sh', '-euc', script], input)
  const tools: StockTools = {
    inside,
    sql: (statements, database = 'postgres') =>
      inside(`psql -X -A -t -q -v ON_ERROR_STOP=1 -d '${database}' -f -`, statements),
    async run(backup, identity) {
      await inside('cat > /tmp/server/identity', identity)
      const text =
        double.objects.get(`erp/v1/production/erp/data/${backup}/RESTORE.txt`)?.body().toString() ?? ''
      const [, lines = ''] = text.split(/^-{20,}\n/m)
      await inside('cd /tmp/server; cat > commands; sh commands', lines)
    },
    async reset() {
      await inside(
        'pg_ctl -D /tmp/server/data -m immediate stop >/dev/null 2>&1 || true; rm -rf /tmp/server; mkdir /tmp/server',
      )
      await inside(START)
    },
    stop: async () => void (await docker(['rm', '-f', '-v', name])),
  }
  await tools.reset()
  return tools
}

function environmentOf({ endpoint, region, bucket, accessKeyId, secretAccessKey }: S3Double) {
  return {
    ...{ ENDPOINT: endpoint, BUCKET: bucket, IDENTITY: '/tmp/server/identity' },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: region },
    ...{ PGHOST: '/tmp/server', PGUSER: 'postgres' },
  }
}

function docker(
  args: readonly string[],
  input = '',
  environment: Record<string, string> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, { env: { ...process.env, ...environment } })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
      })
    child.on('error', reject)
    child.on('close', code =>
      code === 0
        ? resolve(output.stdout.trim())
        : reject(new Error(`docker ${args[0]}: exit ${code}: ${output.stdout}${output.stderr}`)),
    )
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
