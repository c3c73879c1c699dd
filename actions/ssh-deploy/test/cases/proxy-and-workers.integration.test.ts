import { afterAll, beforeAll, expect } from '@jest/globals'
import { mustExec } from '@tsh/sandbox'
import { slotApplication } from '@tsh/testing'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { deploy } from '../../src/deploy.ts'
import type { DeployInputs } from '../../src/inputs.ts'
import { preflight } from '../../src/preflight/preflight.ts'
import { composeFile, path, type Scene, startScene } from '../scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene?.stop())

/** What preflight reports, as one text. */
const reported = (inputs: DeployInputs): Promise<string> =>
  preflight(inputs, scene.remote).then(
    () => 'no problems',
    (error: Error) => error.message,
  )

const write = (file: string, text: string): Promise<string> =>
  mustExec(scene.sandbox.server.exec, `mkdir -p "$(dirname ${file})" && cat > ${file}`, text)

const site = (upstream: string, header = ''): string => `server {
  listen 80;
  server_name scene.example;
  ${header}
  location / { proxy_pass ${upstream}; }
}
`

/** Runs with more files of nginx, and removes them again. */
async function withNginx<T>(files: Record<string, string>, work: () => Promise<T>): Promise<T> {
  for (const [file, text] of Object.entries(files)) await write(file, text)
  try {
    await scene.exec('nginx -t -q && nginx -s reload')
    return await work()
  } finally {
    await scene.exec(`rm -f ${Object.keys(files).join(' ')} && nginx -s reload`)
  }
}

const SLOT_FILE_SITE = `upstream scene_blue { server 127.0.0.1:8001; }
upstream scene_green { server 127.0.0.1:8011; }
${site('http://scene_$slot', 'set $slot blue; if (-f /etc/nginx/slots/scene/green) { set $slot green; }')}`

// Adoption by an ERP with existing nginx files: each of these was found only after backup, migration and start.
caseTest(
  'proxy-preflight-header',
  'a site that does not name the slot is reported by preflight',
  async () => {
    const inputs = await scene.release('v2')
    const text = await withNginx({ '/etc/nginx/conf.d/scene.conf': SLOT_FILE_SITE }, () => reported(inputs))
    expect(text).toMatch(/x-deployment-slot/i)
  },
)

caseTest('proxy-preflight-ports', 'so is a slot whose upstream file has the port of another', async () => {
  const inputs = await scene.release('v2')
  const application = slotApplication({ path, composeFiles: ['compose.yml'] }, { slotDirectory: undefined })
  const upstreams = '/etc/nginx/upstreams'
  const files = {
    [`${upstreams}/scene_blue.conf`]: 'upstream scene { server 127.0.0.1:8001; }\n',
    [`${upstreams}/scene_green.conf`]: 'upstream scene { server 127.0.0.1:8012; }\n',
    '/etc/nginx/conf.d/scene.conf': `include ${upstreams}/scene_active.conf;
${site('http://scene', 'add_header X-Deployment-Slot $upstream_addr always;')}`,
  }
  await scene.exec(`mkdir -p ${upstreams}; ln -s scene_blue.conf ${upstreams}/scene_active.conf`)
  try {
    const text = await withNginx(files, () => reported({ ...inputs, application }))
    expect(text).toMatch(/scene_green\.conf/)
  } finally {
    await scene.exec(`rm -rf ${upstreams}`)
  }
})

// Adoption by a template with Traefik, which needs labels in place of ports
caseTestFull('tiny-noport', 'an application without a published port is refused by preflight', async () => {
  const inputs = await scene.release('v2', {
    'compose.yml': composeFile.replace(
      'ports: ["127.0.0.1:8011:8000"]',
      'labels: { traefik.enable: "true" }',
    ),
  })
  expect(await reported(inputs)).toContain('service "app_green" publishes no port')
  await scene.release('v2', { 'compose.yml': composeFile })
})

const WORKER = `  worker:
    image: scene:\${VERSION}
    command: sleep infinity
    stop_grace_period: 0s
`

// Adoption by a Django application: one service builds the image, and the workers of Celery only name it.
caseTest(
  'tiny-worker2',
  'a service that runs a built image without "build" is updated or reported',
  async () => {
    await scene.release('v1', { 'compose.yml': composeFile + WORKER })
    await scene.exec(`cd ${path}; git pull -q origin main 2>&1; docker compose up -d worker 2>&1`)
    const inputs = await scene.release('v2')
    const outcome = await deploy(inputs, { server: scene.remote }, new AbortController().signal).then(
      async () => `deployed; in-place services: ${await servicesInPlace()}`,
      (error: Error) => `refused: ${error.message}`,
    )
    expect(outcome).toMatch(/\bworker\b/)
  },
)

/** The services that are updated after the switch, according to the journal. */
async function servicesInPlace(): Promise<string> {
  const journal = await scene.exec(`cat ${path}/.deploy/releases.jsonl`)
  const lines = journal.split('\n').filter(line => line !== '')
  const events = lines.map(line => JSON.parse(line) as { facts?: { services?: string[] } })
  return events.findLast(({ facts }) => facts?.services)?.facts?.services?.join(', ') ?? 'unknown'
}
