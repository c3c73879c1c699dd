import { afterAll, beforeAll, expect } from '@jest/globals'
import { deploy } from '@tsh/ssh-deploy/deploy'
import type { DeployInputs } from '@tsh/ssh-deploy/inputs'
import { composeFile, type Scene, startScene } from '@tsh/ssh-deploy/test/scene'
import { inPlace } from '@tsh/testing'
import { caseTestFull } from '@tsh/testing/case-test'
import { rollBack } from '../../src/roll-back.ts'

/** Fake alembic: `current` prints the schema revision, `upgrade head` sets it to the newest. */
const ALEMBIC = `#!/bin/sh
case "$1" in
  current) cat /app/schema ;;
  upgrade) cp /app/head /app/schema ;;
  *) exit 2 ;;
esac
`
const MANAGE = `require('node:fs').copyFileSync('/app/head', '/app/schema')\nconsole.log('Applying shop.0002_drop_title... OK')\n`
const PATH = '/app/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
  await scene.exec(`mkdir -p /opt/app/bin; echo 0001 > /opt/app/schema
cat > /opt/app/bin/alembic <<'END'
${ALEMBIC}END
cat > /opt/app/manage.js <<'END'
${MANAGE}END
chmod 755 /opt/app/bin/alembic`)
})
afterAll(() => scene?.stop())

const never = new AbortController().signal
const files = { 'compose.yml': composeFile.replace('SECRET: "${SECRET}"', `$&, PATH: "${PATH}"`) }

/** Deploys a version in place with a migration to a schema revision. */
async function release(version: string, migrateCommand: string, revision: string): Promise<DeployInputs> {
  await scene.exec(`echo ${revision} > /opt/app/head`)
  const inputs = await scene.release(version, files)
  const application = inPlace(inputs.application, 'app_blue')
  await deploy({ ...inputs, application, migrateCommand }, { server: scene.remote }, never)
  expect(await scene.exec('cat /opt/app/schema')).toBe(revision)
  return { ...inputs, application }
}

/** The plan of a rollback over a migration by this command, or why it is refused. */
async function rollbackOver(migrateCommand: string, [before, after]: [string, string]): Promise<string> {
  await release(before, migrateCommand, '0001')
  const { target, application, healthTimeout } = await release(after, migrateCommand, '0002')
  const inputs = {
    ...{ target, application, healthTimeout, lockTimeout: 20, handoverPort: undefined },
    ...{ publicUrl: 'http://scene.example', environment: '', githubToken: '', skipSchemaCheckReason: '' },
  }
  return rollBack({ ...inputs, mode: 'manual', version: before, dryRun: true }, scene.remote, never).then(
    ({ outcome }) => `${outcome}, and the schema is not mentioned`,
    (error: Error) => `refused: ${error.message}`,
  )
}

// airweave-ai/airweave#927: Alembic in a separate folder
caseTestFull('case-21a', 'a rollback over "cd … && alembic upgrade head" is refused', async () => {
  const outcome = await rollbackOver('cd /app && alembic upgrade head', ['v2', 'v3'])
  expect(outcome).toMatch(/^refused: .*(schema|migrations)/)
})

// Adoption by a Django application; AutomatosAI/automatos-ai#298
caseTestFull('case-21b', 'a rollback over migrations of another tool is refused', async () => {
  const outcome = await rollbackOver('node /app/manage.js migrate', ['v4', 'v5'])
  expect(outcome).toMatch(/^refused: .*(schema|migrations)/)
})
