import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { path } from '../scene.ts'
import { type CaseScene, composeWith, GREEN, startCaseScene } from './case-scene.ts'

// Cases of migrations.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

const MIGRATED = { migrate: 'true', 'skip-backup-reason': 'a test' }

/** Removes every shell from an image. */
const WITHOUT_SHELL = `printf 'FROM node:20-slim\\nRUN rm -f /bin/bash /bin/dash /bin/sh\\n' | docker build -q -t scene:v2 - > /dev/null`

// GoogleContainerTools/distroless#1782
caseTest(
  'case-69a',
  'migrations run in an image without a shell, or the missing shell is reported',
  async () => {
    const files = composeWith('command: node /app/server.js', 'entrypoint: ["node", "/app/server.js"]')
    const release = await scene.release('v2', files)
    await scene.exec(WITHOUT_SHELL)
    const migrate = { ...MIGRATED, migrate: 'node --version' }
    const { result } = await scene.deploy(release, migrate)
    expect(result).toMatch(/^green$|no shell|without a shell|has no sh\b/)
  },
)

/** Replaces a program in the image of the app. */
async function withProgram(name: string, script: string): Promise<{ 'compose.yml': string }> {
  await scene.write(`/opt/app/bin/${name}`, `#!/bin/sh\n${script}\n`)
  await scene.exec(`chmod 755 /opt/app/bin/${name}`)
  return composeWith('["/opt/app:/app"]', `["/opt/app:/app", "/opt/app/bin/${name}:/usr/local/bin/${name}"]`)
}

// dunglas/symfony-docker#562
caseTestFull('case-69b', 'migrations get the environment that the entrypoint of the image sets', async () => {
  const files = await withProgram('entry', 'export DATABASE_URL=postgres://a@b/c; exec "$@"')
  const text = composeWith('command: node', 'entrypoint: ["entry"]\n  command: node', files['compose.yml'])
  const migrate = { ...MIGRATED, migrate: 'test -n "$DATABASE_URL"' }
  expect((await scene.deploy(await scene.release('v2', text), migrate)).result).toBe(GREEN)
})

caseTestFull('case-69d', 'migrations bypass an entrypoint that is the program itself', async () => {
  const files = composeWith(
    'command: node /app/server.js',
    'entrypoint: ["node"]\n  command: ["/app/server.js"]',
  )
  expect((await scene.deploy(await scene.release('v2', files), MIGRATED)).result).toBe(GREEN)
})

// incidentfox/incidentfox#191
caseTestFull('case-69c', 'all heads of the schema are recorded', async () => {
  const files = await withProgram('alembic', `printf '%s\\n' 'aaa111 (head)' 'bbb222 (head)'`)
  const migrate = { ...MIGRATED, migrate: 'alembic upgrade heads' }
  expect((await scene.deploy(await scene.release('v2', files), migrate)).result).toBe(GREEN)
  const journal = await scene.exec(`cat ${path}/.deploy/releases.jsonl`)
  expect([...new Set(journal.match(/aaa111|bbb222/g))].sort().join(' ')).toBe('aaa111 bbb222')
})
