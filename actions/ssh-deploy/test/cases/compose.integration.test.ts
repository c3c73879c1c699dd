import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { composeFile, path } from '../scene.ts'
import {
  type Attempt,
  type CaseScene,
  composeWith,
  expectRefused,
  GREEN,
  isRefused,
  startCaseScene,
} from './case-scene.ts'

// Cases about the content and the location of the compose file.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

const inspect = (format: string, container = 'scene-app_green-1'): Promise<string> =>
  scene.exec(`docker inspect --format '${format}' ${container}`)
const sourceOf = (target: string, container?: string): Promise<string> =>
  inspect(`{{range .Mounts}}{{if eq .Destination "${target}"}}{{.Source}}{{end}}{{end}}`, container)
const environment = (container?: string): Promise<string> =>
  inspect('{{range .Config.Env}}{{println .}}{{end}}', container)

// docker/compose#9075
caseTest('case-2', 'a volume below ${PWD} is in the deploy path, and keeps its files', async () => {
  const files = composeWith('["/opt/app:/app"]', '["/opt/app:/app", "${PWD}/uploads:/uploads"]')
  const first = await scene.deploy(await scene.release('v2', files))
  if (await isRefused(first, /PWD/)) return
  expect(first.result).toBe(GREEN)
  expect(await sourceOf('/uploads')).toBe(`${path}/uploads`)
  await scene.exec('docker exec scene-app_green-1 touch /uploads/1.pdf')
  expect((await scene.deploy(await scene.release('v3'))).result).toBe(GREEN)
  expect(await sourceOf('/uploads')).toBe(`${path}/uploads`)
  expect(await scene.exec('docker exec scene-app_green-1 ls /uploads')).toBe('1.pdf')
})

describe('files that come with the commit', () => {
  // docker/compose#4198
  caseTest('case-7a', 'an included file', async () => {
    const tools = `services: { tools: { image: "node:20-slim", profiles: [tools] } }\n`
    const files = {
      ...composeWith('name: scene\n', 'name: scene\ninclude: [extra.yml]\n'),
      'extra.yml': tools,
    }
    expect((await scene.deploy(await scene.release('v2', files))).result).toBe(GREEN)
  })

  // moby/moby#34036
  caseTestFull('case-7b', 'an env_file', async () => {
    const files = {
      ...composeWith('build: .\n  command', 'build: .\n  env_file: [app.env]\n  command'),
      'app.env': 'GREETING=hello\n',
    }
    expect((await scene.deploy(await scene.release('v2', files))).result).toBe(GREEN)
    expect(await environment()).toContain('GREETING=hello')
  })

  // docker/compose#9373
  caseTestFull('case-7c', 'a file that a service extends', async () => {
    const extended = 'app_green:\n    <<: *app\n    extends: { file: base.yml, service: base }\n'
    const files = {
      ...composeWith('app_green:\n    <<: *app\n', extended),
      'base.yml': 'services: { base: { labels: { base: "yes" } } }\n',
    }
    expect((await scene.deploy(await scene.release('v2', files))).result).toBe(GREEN)
    expect(await inspect('{{index .Config.Labels "base"}}')).toBe('yes')
  })
})

describe('files that the server adds', () => {
  const OVERRIDE = 'services: { app_green: { environment: { OVERRIDDEN: "yes" } } }\n'
  /** Whether the override was applied, mentioned in the log, or neither. */
  async function outcomeOf({ result, run }: Attempt, name: string): Promise<string> {
    if (result !== GREEN) return result
    if ((await environment()).includes('OVERRIDDEN=yes')) return 'applied'
    return run.stdout.split('\n').some(line => line.startsWith('::warning') && line.includes(name))
      ? `warning: ${name}`
      : `${name} is neither applied nor mentioned`
  }

  // docker/compose#9399
  caseTest('case-8a', 'compose.override.yml is applied or mentioned', async () => {
    const release = await scene.release('v2')
    await scene.write(`${path}/compose.override.yml`, OVERRIDE)
    const outcome = await outcomeOf(await scene.deploy(release), 'compose.override.yml')
    expect(outcome).toMatch(/^applied$|: .*compose\.override\.yml/)
  })

  // InsForge/InsForge#1876
  caseTestFull('case-8b', 'COMPOSE_FILE in the env file is applied or mentioned', async () => {
    const release = await scene.release('v2')
    await scene.write(`${path}/compose.server.yml`, OVERRIDE)
    await scene.exec(`echo COMPOSE_FILE=compose.yml:compose.server.yml >> ${path}/.env`)
    const outcome = await outcomeOf(await scene.deploy(release), 'compose.server.yml')
    expect(outcome).toMatch(/^applied$|: .*compose\.server\.yml/)
  })
})

describe('a compose file in a subfolder', () => {
  const subfolder = (common: string): string => `x-app: &app
  image: scene:\${VERSION}
  build: ..
  command: node /app/server.js
  stop_grace_period: 1s
  ${common}
services:
  app_blue: { <<: *app, ports: ["127.0.0.1:8021:8000"] }
  app_green: { <<: *app, ports: ["127.0.0.1:8031:8000"], profiles: [green] }
`
  const inputs = { 'compose-file': 'deploy/compose.yml' }
  const CONTAINER = 'docker ps --filter label=com.docker.compose.service=app_green --format {{.Names}}'

  // coollabsio/coolify#2444
  caseTestFull('case-20a', 'paths are relative to the file', async () => {
    const app = 'env_file: [../common.env]\n  volumes: ["/opt/app:/app"]'
    const files = { 'deploy/compose.yml': subfolder(app), 'common.env': 'GREETING=hello\n' }
    expect((await scene.deploy(await scene.release('v2', files), inputs)).result).toBe(GREEN)
    expect(await environment(await scene.exec(CONTAINER))).toContain('GREETING=hello')
  })

  // docker/compose#9373
  caseTestFull('case-20b', 'the project is the same as with a manual docker compose', async () => {
    const app = 'volumes: ["/opt/app:/app", "./data:/data"]'
    const release = await scene.release('v2', { 'deploy/compose.yml': subfolder(app) })
    expect((await scene.deploy(release, inputs)).result).toBe(GREEN)
    const container = await scene.exec(CONTAINER)
    expect({ container, data: await sourceOf('/data', container) }).toEqual({
      container: 'deploy-app_green-1',
      data: `${path}/deploy/data`,
    })
  })
})

describe('several compose files', () => {
  const inputs = { 'compose-file': 'compose.yml\ndeploy/live.yml' }
  const greeting = (text: string): string =>
    `services:\n  app_green:\n    environment: { GREETING: ${text} }\n    volumes: ["./data:/data"]\n`

  test('are merged in their order, relative to the folder of the first one', async () => {
    const release = await scene.release('v2', { 'deploy/live.yml': greeting('hello') })
    expect((await scene.deploy(release, inputs)).result).toBe(GREEN)
    expect(await environment('scene-app_green-1')).toContain('GREETING=hello')
    expect(await sourceOf('/data', 'scene-app_green-1')).toBe(`${path}/data`)
  })

  test('are refused if one is missing or invalid, with its name', async () => {
    const missing = { 'compose-file': 'compose.yml\ndeploy/gone.yml' }
    const attempt = await scene.deploy(await scene.release('v2'), missing)
    await expectRefused(attempt, /rejects compose\.yml, deploy\/gone\.yml: .*deploy\/gone\.yml/)
    const invalid = await scene.release('v3', { 'deploy/live.yml': 'services: { app_green: { imag: x } }\n' })
    await expectRefused(await scene.deploy(invalid, inputs), /services\.app_green has unknown property imag/)
  })
})

// koedame/rails-mermaid_erd#203
caseTest('case-30', 'a stopped container with the name of the slot is found before the start', async () => {
  const named = composeWith('profiles: [green]', 'profiles: [green]\n    container_name: scene-api')
  await scene.exec('docker create --name scene-api node:20-slim')
  const attempt = await scene.deploy(await scene.release('v2', named))
  await expectRefused(attempt, /scene-api/)
})

caseTestFull('case-30b', 'so is one with the default name of compose', async () => {
  await scene.exec('docker create --name scene-app_green-1 node:20-slim')
  await expectRefused(await scene.deploy(await scene.release('v2')), /scene-app_green-1/)
})

// LegalQuants/lq-ai#92
caseTestFull('case-31a', 'a variable that only an inactive profile uses may be unset', async () => {
  const tools =
    '\n  tools: { image: "node:20-slim", profiles: [tools], environment: { TOKEN: "${TOOLS_TOKEN}" } }'
  const release = await scene.release('v2', composeWith('\n  mail:', `${tools}\n  mail:`))
  expect((await scene.deploy(release)).result).toBe(GREEN)
})

caseTestFull('case-31c', 'a variable that only an unchanged service uses may be unset', async () => {
  const store = composeWith('store: { image', 'store: { environment: { TOKEN: "${STORE_TOKEN}" }, image')
  const { result, run } = await scene.deploy(await scene.release('v2', store))
  expect(result).toBe(GREEN)
  expect(run.stdout).toMatch(/^::warning.*STORE_TOKEN is missing in \.env/m)
})

// docker/compose#12637
caseTestFull('case-31b', 'a variable with an alternative value may be unset', async () => {
  const alternative = composeWith('SECRET: "${SECRET}"', 'SECRET: "${SECRET}", DEBUG: "${DEBUG_FLAG:+yes}"')
  expect((await scene.deploy(await scene.release('v2', alternative))).result).toBe(GREEN)
})

// Dokploy/dokploy#663
caseTestFull('case-34', 'a service in the host network is reported', async () => {
  const host = composeWith('ports: ["127.0.0.1:8011:8000"]', 'network_mode: host')
  await expectRefused(await scene.deploy(await scene.release('v2', host)), /network_mode|host network/)
})

caseTest(
  'external',
  'a missing external network or volume is refused before anything is changed',
  async () => {
    const more =
      'networks: { default: { name: edge, external: true } }\nvolumes: { files: { external: true } }\n'
    const mounted = composeFile.replace('["/opt/app:/app"]', '["/opt/app:/app", "files:/files"]')
    const attempt = await scene.deploy(await scene.release('v2', { 'compose.yml': mounted + more }))
    await expectRefused(attempt, /network edge does not exist [^\n]* "docker network create edge"/)
    expect(attempt.result).toMatch(/volume files does not exist .* Correct its name/)
  },
)
