import { expect } from '@jest/globals'
import { mustExec } from '@tsh/sandbox'
import {
  type BundleRun,
  envFileOf,
  HOSTILE_LINES,
  type HostileLine,
  leaksIn,
  runBundle,
  type S3Double,
  secretsOf,
  startS3Double,
} from '@tsh/testing'
import type { DeployInputs } from '../../src/inputs.ts'
import { bundleInputs, shown } from '../bundle-runs.ts'
import { composeFile, path, type Scene, startScene } from '../scene.ts'

const POSTGRES = 'postgres:15-alpine'

/** A scene with a hostile env file, containers that print all of it, and a log of every command. */
export interface LeakScene extends Scene {
  double: S3Double
  /** Runs an action with debug logging, and scans everything that it has left anywhere. */
  scanned(action: string, inputs: Record<string, string>, more?: readonly string[]): Promise<BundleRun>
  /** Runs something with an additional line in the env file. */
  withLine(line: HostileLine, work: () => Promise<void>): Promise<void>
  /** Server and project inputs for each action that reads the env file. */
  inputsOf(action: string): Record<string, string>
}

/** Secrets of an env file that only the service has. */
const FILE_LINES: readonly HostileLine[] = [{ text: 'FILE_TOKEN=f1le-T0ken!', secrets: ['f1le-T0ken!'] }]
export const SECRETS = [...secretsOf(HOSTILE_LINES), ...secretsOf(FILE_LINES), 'correct-horse']

const OWN = 'VERSION=v1\nACTIVE_DEPLOYMENT_SLOT=blue\nDEPLOYMENT_SLOT=blue\nSECRET=correct-horse\n'

/** Prints the environment as programs do. */
const LEAK = `for (const [key, value] of Object.entries(process.env))
  for (const text of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value), JSON.stringify({ [key]: value })])
    console.log(key + '=' + text)
`
export const PRINT_AND_FAIL = 'node /app/leak.js; exit 3'

/** The compose file of the scene with env files for the application, and a database. */
export const leakyCompose = `${composeFile.replace(
  'environment: { SECRET: "${SECRET}" }',
  'environment: { SECRET: "${SECRET}" }\n  env_file: [.env, app.env]',
)}  database:
    image: ${POSTGRES}
    environment: { POSTGRES_USER: shop, POSTGRES_DB: shop, POSTGRES_PASSWORD: "\${DB_PASSWORD}" }
    stop_grace_period: 0s
`

/** Logs every command that sshd starts, with its arguments. */
const LOG_COMMANDS = `cat > /usr/local/bin/logging-shell <<'script'
#!/bin/sh
printf '%s\\n' "$*" >> /var/log/commands
exec /bin/bash "$@"
script
chmod 755 /usr/local/bin/logging-shell
sed -i 's#^\\(root:.*\\):[^:]*$#\\1:/usr/local/bin/logging-shell#' /etc/passwd`

const LEFT = `cat /var/log/commands
cd ${path}; find .deploy -type f -exec cat {} +
find /tmp -xdev -type f -size -1024k -exec cat {} + 2> /dev/null || true`

export async function startLeakScene(): Promise<LeakScene> {
  const [scene, double] = await Promise.all([
    startScene({ moreImages: [POSTGRES] }),
    startS3Double({ minimumPart: 1 }),
  ])
  const write = (file: string, text: string): Promise<string> =>
    mustExec(scene.sandbox.server.exec, `umask 077; cat > ${file}`, text)
  await write(`${path}/.env`, `${OWN}${envFileOf(HOSTILE_LINES)}`)
  await write(`${path}/app.env`, envFileOf(FILE_LINES))
  await write('/opt/app/leak.js', LEAK)
  const first = await scene.release('v1', { 'compose.yml': leakyCompose })
  await scene.exec(`set -e
cd ${path}; git fetch -q; git checkout -q ${first.sha}
docker compose up -d store app_blue mail database 2>&1
until docker compose exec -T database pg_isready -q -h 127.0.0.1; do sleep 0.2; done
docker compose exec -T database psql -q -U shop -c 'CREATE TABLE orders (id int PRIMARY KEY)'
${LOG_COMMANDS}`)
  return {
    ...{ ...scene, double, inputsOf: action => inputsOf(scene, double, first, action) },
    async withLine(line, work) {
      await scene.exec(`cp -p ${path}/.env /root/kept.env`)
      await mustExec(scene.sandbox.server.exec, `cat >> ${path}/.env`, envFileOf([line]))
      await work().finally(() => scene.exec(`cp -p /root/kept.env ${path}/.env`))
    },
    async scanned(action, inputs, more = []) {
      const run = await runBundle(action, inputs, { RUNNER_DEBUG: '1' })
      const texts = {
        ...{ log: shown(run), 'files of the runner': run.files },
        'objects in the bucket': textIn(double),
        'the server': await scene.exec(LEFT),
      }
      expect(leaksIn([...SECRETS, ...scene.sandbox.secrets, ...more], texts)).toEqual([])
      return run
    },
    async stop() {
      await Promise.all([scene.stop(), double.close()])
    },
  }
}

/** What is stored with and next to the dumps, which hold the data itself. */
const textIn = ({ objects }: S3Double): string =>
  [...objects.entries()]
    .map(
      ([key, object]) =>
        `${key}\n${JSON.stringify(object.metadata)}\n${/\.pgc/.test(key) ? '' : object.body()}`,
    )
    .join('\n')

function inputsOf(
  scene: Scene,
  { bucket, region, endpoint, accessKeyId, secretAccessKey }: S3Double,
  release: DeployInputs,
  action: string,
): Record<string, string> {
  const { images, archive, version, sha, migrate: _, ...inputs } = bundleInputs(scene, release)
  const { service: __, 'slot-directory': ___, ...project } = inputs
  const site = { ...inputs, url: scene.sandbox.publicUrl, 'health-timeout-seconds': '10' }
  const store = {
    ...{ bucket, region, endpoint, 'access-key-id': accessKeyId, 'secret-access-key': secretAccessKey },
    ...{ prefix: 'shop', environment: 'production', 'database-service': 'database' },
  }
  switch (action) {
    case 'pg-backup':
    case 'pg-restore':
      return { ...project, ...store }
    case 'blue-green-switch':
      return { ...site, release: `${version}.42.1` }
    case 'rollback':
      return { ...site, mode: 'manual', version: '' }
    default:
      return {
        ...inputs,
        ...{ images: images ?? '', archive: archive ?? '', version: version ?? '', sha: sha ?? '' },
      }
  }
}
