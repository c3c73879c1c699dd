import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { path } from '../scene.ts'
import { type CaseScene, composeWith, GREEN, IN_PLACE, isRefused, startCaseScene } from './case-scene.ts'

// Cases of the env file on the server.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

const journal = (): Promise<string> => scene.exec(`cat ${path}/.deploy/releases.jsonl`)

// SEED-platform/seed#3929
caseTestFull('case-3a', 'an ordinary value in the env file does not break a deployment', async () => {
  const version = 'production-v1.0.0-1a2b3c4'
  await scene.exec(`echo PASSENGER_APP_ENV=production >> ${path}/.env`)
  const attempt = await scene.deploy(await scene.release(version))
  if (await isRefused(attempt, /PASSENGER_APP_ENV/)) return
  expect(attempt.result).toBe(GREEN)
  expect(attempt.run.outputs).toContain(version)
  expect(await journal()).toContain(`"version":"${version}"`)
  expect(attempt.run.stdout).not.toContain('::add-mask::production\n')
})

// actions/runner#1498
caseTest('case-3b', 'a secret that is the name of the image does not blank out the journal', async () => {
  await scene.exec(`echo MAIL_PASSWORD=myshopapp >> ${path}/.env`)
  const release = await scene.release('v2', composeWith('scene:${VERSION}', 'myshopapp:${VERSION}'))
  const attempt = await scene.deploy(release, await scene.pushed('myshopapp:v2'))
  if (await isRefused(attempt, /MAIL_PASSWORD/)) return
  expect(attempt.result).toBe(GREEN)
  expect(await journal()).toContain('"image":"myshopapp:v2"')
})

// NousResearch/hermes-agent#16980
caseTest('case-12a', 'an env file that is a symlink stays one, and its target gets the version', async () => {
  await scene.exec(`mv ${path}/.env /opt/shared/scene.env; ln -s /opt/shared/scene.env ${path}/.env`)
  const attempt = await scene.deploy(await scene.release('v2'), IN_PLACE)
  if (await isRefused(attempt, /\.env .*link/)) return
  expect(attempt.result).toBe(GREEN)
  expect(await scene.exec(`stat -c %F ${path}/.env; grep ^VERSION= /opt/shared/scene.env`)).toBe(
    'symbolic link\nVERSION=v2',
  )
})

// NousResearch/hermes-agent#16980
caseTestFull(
  'case-12b',
  'an env file that is a mount point gets the version, or is refused by name',
  async () => {
    const file = `${path}/.env`
    const release = await scene.release('v2')
    await scene.exec(`cp -p ${file} /opt/shared/scene.env; mount --bind /opt/shared/scene.env ${file}`)
    try {
      const attempt = await scene.deploy(release, IN_PLACE)
      if (await isRefused(attempt, /\.env .*mount/)) return
      expect(attempt.result).toBe(GREEN)
      expect(await scene.exec(`grep ^VERSION= ${file}`)).toBe('VERSION=v2')
    } finally {
      await scene.exec(`umount ${file}`)
    }
  },
)

/** Commits the env file, so that it is tracked in the server's checkout. */
async function trackEnvFile(): Promise<void> {
  await scene.exec(`cp ${path}/.env /root/work/.env`)
  const { sha } = await scene.release('v1', { '.gitignore': '' })
  await scene.exec(`cd ${path}; rm .env; git fetch -q; git checkout -q ${sha}`)
}

const TRACKED = /\.env .*(tracked|untrack|in git)/

// match4everyone/match4healthcare#444
caseTestFull('case-13a', 'an env file that git tracks is refused at once, or never a problem', async () => {
  await trackEnvFile()
  const first = await scene.deploy(await scene.release('v2'), IN_PLACE)
  if (await isRefused(first, TRACKED)) return
  expect(first.result).toBe(GREEN)
  expect((await scene.deploy(await scene.release('v3'), IN_PLACE)).result).toBe(GREEN)
})

caseTest('case-13b', 'a commit that removes the env file from git leaves the one on the server', async () => {
  await trackEnvFile()
  await scene.exec('git -C /root/work rm -q --cached .env')
  const attempt = await scene.deploy(await scene.release('v2', { '.gitignore': '.env\n' }))
  if (!(await isRefused(attempt, TRACKED))) expect(attempt.result).toBe(GREEN)
  expect(await scene.exec(`cat ${path}/.env`)).toContain('SECRET=correct-horse')
})

test('values of APP_ENV are in the env file before the release, also those that the commit has just added', async () => {
  const file = `${path}/.env`
  const before = await scene.exec(`cat ${file}`)
  const release = await scene.release(
    'v2',
    composeWith('SECRET: "${SECRET}"', 'SECRET: "${SECRET}", TOKEN: "${TOKEN:?}"'),
  )
  const values = {
    'env-secrets': 'SECRET\nTOKEN',
    'app-env': 'SECRET=new-horse-battery\nTOKEN=staple-of-horses\nOTHER=ignored-value',
  }
  const planned = await scene.deploy(release, { ...values, 'dry-run': 'true' })
  expect(planned.result).toBe(GREEN)
  expect(await planned.changes()).toEqual([])
  const attempt = await scene.deploy(release, values)
  expect(attempt.result).toBe(GREEN)
  expect(await scene.exec(`cat ${file}`)).toContain('SECRET=new-horse-battery\nTOKEN=staple-of-horses')
  expect(await scene.exec(`cat ${path}/.deploy/env-before-*`)).toBe(before)
  const green = await scene.exec("docker inspect scene-app_green-1 --format '{{.Config.Env}}'")
  expect(green).toContain('TOKEN=staple-of-horses')
  expect(attempt.run.stdout).toContain('.env: change SECRET; add TOKEN')
  expect(attempt.run.stdout.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/battery|staple|ignored/)
})
