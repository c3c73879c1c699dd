import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { composeFile, path } from '../scene.ts'
import { type CaseScene, composeWith, GREEN, IN_PLACE, isRefused, startCaseScene } from './case-scene.ts'

// Cases about services other than the app.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

const inspect = (format: string, container: string): Promise<string> =>
  scene.exec(`docker inspect --format '${format}' ${container} 2> /dev/null || echo missing`)

/** Adds a service to the compose file. */
const withService = (text: string, compose = composeFile): { 'compose.yml': string } =>
  composeWith('\n  mail:', `\n${text.replace(/^/gm, '  ')}\n  mail:`, compose)

const ONE_SHOT = `init:
  image: init:\${VERSION}
  build: .
  restart: "no"
  command: sh -c "date +%s%N >> /app/initialized"
  volumes: ["/opt/app:/app"]`
const AFTER_INIT = composeWith(
  '  stop_grace_period: 1s\n',
  '  stop_grace_period: 1s\n  depends_on: { init: { condition: service_completed_successfully } }\n',
)['compose.yml']

/** Deploys with a service that initializes something and ends. @returns how often it ran, and when */
async function initialized(compose: string, container: string, changes = {}): Promise<string> {
  await scene.exec('rm -f /opt/app/initialized')
  const release = await scene.release('v2', withService(ONE_SHOT, compose))
  await scene.exec('docker tag node:20-slim init:v2')
  expect((await scene.deploy(release, changes)).result).toBe(GREEN)
  const runs = (await scene.exec('cat /opt/app/initialized 2> /dev/null || true')).split('\n').filter(Boolean)
  const started = Date.parse(await inspect('{{.State.StartedAt}}', container))
  const early = runs.filter(nanoseconds => Number(nanoseconds) / 1e6 < started)
  return `runs: ${runs.length}, before the app: ${early.length}`
}

// docker/compose#10596
caseTest('case-11a', 'a one-shot service runs once before the app that waits for it', async () => {
  expect(await initialized(AFTER_INIT, 'scene-app_green-1')).toBe('runs: 1, before the app: 1')
})

// docker/compose#9273
caseTestFull('case-11b', 'a one-shot service in place that exits with 0 has succeeded', async () => {
  expect(await initialized(composeFile, 'scene-app_blue-1', IN_PLACE)).toMatch(/^runs: 1,/)
})

caseTestFull('case-11c', 'a one-shot service that fails ends the release before the app starts', async () => {
  const failing = ONE_SHOT.replace('date +%s%N >> /app/initialized', 'echo no bucket; exit 3')
  const release = await scene.release('v2', withService(failing, AFTER_INIT))
  await scene.exec('docker tag node:20-slim init:v2')
  const { result } = await scene.deploy(release)
  expect(result).toMatch(/one-shot service "init" exited with code 3.*no bucket/)
  expect(await inspect('{{.State.Status}}', 'scene-app_green-1')).toBe('missing')
  expect(await inspect('{{.State.Status}}', 'scene-init-1')).toBe('missing')
})

caseTestFull('case-11d', 'a one-shot service in place that exits with an error has failed', async () => {
  const failing = ONE_SHOT.replace('date +%s%N >> /app/initialized', 'exit 3')
  const release = await scene.release('v2', withService(failing))
  await scene.exec('docker tag node:20-slim init:v2')
  expect((await scene.deploy(release, IN_PLACE)).result).toMatch(/"init" exited with code 3/)
})

// A container that "docker compose run" has left behind has the labels of the service.
caseTest('one-off', 'a new service is started next to a leftover of docker compose run', async () => {
  const labels = ['project=scene', 'service=cache', 'oneoff=True', `project.working_dir=${path}`]
  await scene.exec(
    `docker create --name leftover ${labels.map(label => `--label com.docker.compose.${label}`).join(' ')} node:20-slim`,
  )
  const cache = 'cache:\n  image: node:20-slim\n  command: sleep infinity\n  stop_grace_period: 0s'
  expect((await scene.deploy(await scene.release('v2', withService(cache)))).result).toBe(GREEN)
  expect(await inspect('{{.State.Status}}', 'scene-cache-1')).toBe('running')
  await scene.exec('docker rm --force leftover scene-cache-1')
})

/** Starts an app in place with a static address by hand, and gives the release that replaces it. */
async function staticAddress() {
  const own = 'ports: ["127.0.0.1:8001:8000"]\n    networks: { own: { ipv4_address: 172.30.5.10 } }'
  const network = '\nnetworks: { own: { ipam: { config: [{ subnet: 172.30.5.0/24 }] } } }\n'
  const { 'compose.yml': compose } = composeWith('ports: ["127.0.0.1:8001:8000"]', own)
  const { sha } = await scene.release('v2', { 'compose.yml': compose + network })
  await scene.exec(`set -e
cd ${path}; git fetch -q; git checkout -q ${sha}; sed -i s/VERSION=v1/VERSION=v2/ .env
docker compose up -d app_blue 2>&1`)
  return scene.release('v3')
}

// docker/compose#3497
caseTestFull('case-22a', 'migrations run while the app has its static address', async () => {
  const migrations = { migrate: 'true', 'skip-backup-reason': 'a test' }
  const attempt = await scene.deploy(await staticAddress(), { ...IN_PLACE, ...migrations })
  expect(attempt.result).toBe(GREEN)
})

caseTestFull('case-22b', 'a handover works while the app has its static address', async () => {
  const attempt = await scene.deploy(await staticAddress(), { ...IN_PLACE, 'handover-port': '8090' })
  expect(attempt.result).toBe(GREEN)
})

caseTestFull('case-22c', 'migrations run while the idle slot still has its static address', async () => {
  const own = 'ports: ["127.0.0.1:8011:8000"]\n    networks: { own: { ipv4_address: 172.30.5.10 } }'
  const network = '\nnetworks: { own: { ipam: { config: [{ subnet: 172.30.5.0/24 }] } } }\n'
  const { 'compose.yml': compose } = composeWith('ports: ["127.0.0.1:8011:8000"]', own)
  const { sha } = await scene.release('v2', { 'compose.yml': compose + network })
  await scene.exec(`set -e
cd ${path}; git fetch -q; git checkout -q ${sha}
VERSION=v2 docker compose up -d app_green 2>&1`)
  const migrations = { migrate: 'true', 'skip-backup-reason': 'a test' }
  expect((await scene.deploy(await scene.release('v3'), migrations)).result).toBe(GREEN)
})

/** Deploys a release in which a service changes, and reports its outcome. */
async function outcomeFor(service: string, files: Record<string, string>): Promise<string> {
  const { result, run } = await scene.deploy(await scene.release('v2', files))
  const named = new RegExp(`\\b${service}\\b`).test(`${run.stdout}${run.summary}`)
  const command = await inspect('{{join .Config.Cmd " "}}', `scene-${service}-1`)
  return `${service}: ${command}; ${named ? 'named' : 'not named'}; ${result}`
}

// docker/compose#10061
caseTest('case-36a', 'a new service without build is started or reported', async () => {
  const redis = withService('redis: { image: "node:20-slim", command: sleep 1000 }')
  expect(await outcomeFor('redis', redis)).toMatch(/: sleep 1000; .*green$|; named/)
})

// docker/compose#2063
caseTestFull('case-36b', 'a service without build whose command changes is updated or reported', async () => {
  const changed = composeWith('command: sleep infinity', 'command: sleep 1000')
  expect(await outcomeFor('store', changed)).toMatch(/: sleep 1000; .*green$|; named/)
})

const DATABASE = `db:
  image: db:\${VERSION}
  build: ./db
  environment: { POSTGRES_PASSWORD: "\${SECRET}" }
  volumes: ["data:/var/lib/postgresql/data"]
  stop_grace_period: 0s`
/** Substitute for PostgreSQL with an extension, whose image changes with every version. */
const databaseImage = (version: string): string =>
  `printf 'FROM node:20-slim\\nENV PGDATA=/var/lib/postgresql/data\\nLABEL version=${version}\\nCMD ["sleep", "infinity"]\\n' | docker build -q -t db:${version} - > /dev/null`

// lexy-ai/lexy#2
caseTest('case-47', 'a database that is built is not replaced by a release', async () => {
  const { 'compose.yml': compose } = withService(DATABASE)
  const files = { 'compose.yml': `${compose}volumes: { data: {} }\n`, 'db/Dockerfile': 'FROM postgres:15\n' }
  const { sha } = await scene.release('v1', files)
  await scene.exec(`set -e
cd ${path}; git fetch -q; git checkout -q ${sha}
${databaseImage('v1')}
docker compose up -d db 2>&1
${databaseImage('v2')}`)
  const id = (): Promise<string> => inspect('{{.Id}}', 'scene-db-1')
  const before = await id()
  const attempt = await scene.deploy(await scene.release('v2'), IN_PLACE)
  if (!(await isRefused(attempt, /\bdb\b/))) expect(attempt.result).toBe(GREEN)
  expect((await id()) === before ? 'kept' : 'db has been replaced').toBe('kept')
})

/** Mounts a file of the repository into a service of the scene. */
const mounting = (service: string, file: string): { 'compose.yml': string } =>
  composeWith(`\n  ${service}:\n`, `\n  ${service}:\n    volumes: ["./${file}:/etc/${file}"]\n`)

caseTestFull(
  'reality-a15a',
  'an in-place service is recreated only when its mounted file changes',
  async () => {
    const id = (): Promise<string> => inspect('{{.Id}}', 'scene-mail-1')
    const deployed = async (version: string, files: Record<string, string> = {}): Promise<string> => {
      expect((await scene.deploy(await scene.release(version, files), IN_PLACE)).result).toBe(GREEN)
      return id()
    }
    const first = await deployed('v2', { ...mounting('mail', 'mail.conf'), 'mail.conf': 'one\n' })
    const second = await deployed('v3', { 'mail.conf': 'two\n' })
    expect(second).not.toBe(first)
    expect(await scene.exec('docker exec scene-mail-1 cat /etc/mail.conf')).toBe('two')
    expect(await deployed('v4', { 'other.conf': 'three\n' })).toBe(second)
  },
)

caseTestFull('reality-a15b', 'a service without build whose mounted file changes is reported', async () => {
  const store = composeWith(
    '  store: { image: "node:20-slim"',
    '  store: { volumes: ["./store.conf:/etc/store.conf"], image: "node:20-slim"',
  )
  const { sha } = await scene.release('v1', { ...store, 'store.conf': 'one\n' })
  await scene.exec(`cd ${path}; git fetch -q; git checkout -q ${sha}; docker compose up -d store 2>&1`)
  const { result, run } = await scene.deploy(await scene.release('v2', { 'store.conf': 'two\n' }))
  expect(result).toBe(GREEN)
  expect(run.outputs).toContain('not-updated')
  expect(run.summary).toMatch(/Not updated.*store: this commit changes store\.conf, which it mounts/)
})
