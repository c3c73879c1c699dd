import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { caseTest } from '@tsh/testing/case-test'
import { callOf, makeStubTree, runCaller } from '../stub-actions.ts'

/** Actions reduced to their handling of the image archive; all others just succeed. */
const SCRIPTS = {
  'determine-version': `set('version', input('environment') + '-v1'); set('sha', process.env.GITHUB_SHA)
set('redeploy', 'false'); set('has-database', 'true'); set('artifact', 'images-' + input('environment'))`,
  'build-image': `fs.writeFileSync(input('archive'), input('version')); set('images', '{}'); set('archive', 'true')`,
  'ssh-deploy': `if (input('dry-run') === 'true') process.exit(0)
const held = fs.readFileSync(input('archive'), 'utf8')
if (held !== input('version')) fail('the archive contains the images of ' + held + ', not of ' + input('version'))
for (const name of ['release', 'slot-url', 'url']) set(name, 'x')`,
  'smoke-test': `set('verdict', 'passed')`,
  'pg-backup': `set('backup-id', 'b')`,
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'two-calls-'))
  makeStubTree(join(folder, 'actions'), SCRIPTS)
})
afterAll(() => rmSync(folder, { recursive: true }))

// actions/upload-artifact#478 and #493, projen/projen#4276
caseTest('case-66', 'two deployments in one run without a registry keep their images apart', async () => {
  const calls = ['staging', 'production'].map(name => callOf(name, `deploy-${name}.yml`))
  const run = await runCaller(folder, calls.join(''))
  expect(run.failures).toEqual([])
  expect(run.jobs).toMatchObject({
    'staging/deploy': { result: 'success' },
    'production/deploy': { result: 'success' },
  })
})
