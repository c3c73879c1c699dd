import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type RunResult, runWorkflow } from '@tsh/workflow'

const root = join(import.meta.dirname, '../../../..')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-'))
  mkdirSync(join(folder, 'actions/.github/workflows'), { recursive: true })
  const workflow = readFileSync(join(root, '.github/workflows/rollback.yml'), 'utf8')
  writeFileSync(join(folder, 'actions/.github/workflows/rollback.yml'), workflow.replaceAll('$/dist/', '$/'))
  for (const action of ['rollback', 'telegram-notify']) {
    cpSync(join(root, 'actions', action, 'action.yml'), join(folder, 'actions', action, 'action.yml'))
    const stub = "require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, 'outcome=rolled-back\\n')"
    writeFileSync(join(folder, 'actions', action, 'index.js'), stub)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

const CALLER = `on:
  workflow_dispatch:
    inputs:
      environment: { type: string }
jobs:
  back:
    permissions: {}
    uses: tsh/actions/.github/workflows/rollback.yml@v1
    with:
      environment: \${{ inputs.environment }}
      host: shop.example
      user: root
      deploy-path: /opt/shop
      compose-file: compose.yml
      env-file: .env
      app-service: app
      public-url: https://shop.example
`

/** A rollback by hand of an environment, in the workflow files of this repository with actions that do nothing. */
async function rolledBack(environment: string): Promise<RunResult> {
  const repository = join(folder, 'shop')
  const file = join(repository, '.github/workflows/main.yml')
  mkdirSync(join(repository, '.github/workflows'), { recursive: true })
  writeFileSync(file, CALLER)
  const git = (...words: string[]): Buffer => execFileSync('git', ['-C', repository, ...words])
  git('init', '--quiet')
  git('add', '--all')
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost']
  git(...who, 'commit', '--quiet', '--allow-empty', '--message', 'Open')
  return runWorkflow({
    ...{ file, repository, workspace: folder, repositories: { 'tsh/actions': join(folder, 'actions') } },
    inputs: { environment },
    event: { name: 'workflow_dispatch', repository: 'tsh/shop' },
  })
}

const resultsOf = ({ jobs }: RunResult): Record<string, string> =>
  Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name.replace('back/', ''), result]))

// Bad input 55, S25: a typing error makes a new environment, which nothing protects.
test.each([
  ['prodution', 'prodution'],
  ['x::set-env"\n::y', 'x??set-env????y'],
])('no job names an unknown environment: %j', async (environment, shown) => {
  const run = await rolledBack(environment)
  expect(run.conclusion).toBe('failure')
  expect(resultsOf(run)).toMatchObject({
    ...{ 'check-environment': 'failure', rollback: 'skipped', notify: 'skipped' },
  })
  expect(run.annotations.map(({ message }) => message)).toContain(
    `environment "${shown}" is not one of staging, production. Correct the input environment.`,
  )
})

test.each(['staging', 'production'])('%s is known', async environment => {
  const run = await rolledBack(environment)
  expect(run.failures).toEqual([])
  expect(resultsOf(run)).toMatchObject({ rollback: 'success', notify: 'success' })
})
