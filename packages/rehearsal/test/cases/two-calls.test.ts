import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { caseTest } from '@tsh/testing/case-test'
import { runWorkflow } from '@tsh/workflow'

const root = join(import.meta.dirname, '../../../..')

let folder: string
let tree: string
let repository: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'two-calls-'))
  repository = join(folder, 'shop')
  tree = join(folder, 'actions')
  const workflows = join(root, '.github/workflows')
  for (const name of readdirSync(workflows).filter(file => !file.startsWith('.')))
    write(
      join(tree, '.github/workflows', name),
      readFileSync(join(workflows, name), 'utf8').replaceAll('$/dist/', '$/'),
    )
  for (const action of readdirSync(join(root, 'actions'))) {
    write(join(tree, action, 'action.yml'), readFileSync(join(root, 'actions', action, 'action.yml'), 'utf8'))
    write(join(tree, action, 'index.js'), stub(action))
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** What an action does as far as the file with the images is concerned; the others only succeed. */
function stub(action: string): string {
  const work: Record<string, string> = {
    'determine-version': `set('version', input('environment') + '-v1'); set('sha', process.env.GITHUB_SHA)`,
    'build-image': `fs.writeFileSync(input('archive'), input('version')); set('images', '[]'); set('archive', input('archive'))`,
    'ssh-deploy': `const held = fs.readFileSync(input('archive'), 'utf8')
if (held !== input('version')) {
  console.log('::error::the archive holds the images of ' + held + ', and not of ' + input('version'))
  process.exit(1)
}
for (const name of ['release', 'slot', 'slot-url', 'previous-version']) set(name, 'x')`,
    'blue-green-switch': `set('switched', 'true')`,
    'smoke-test': `set('verdict', 'passed')`,
    'pg-backup': `set('backup-manifest', 'm')`,
  }
  return `const fs = require('node:fs')
const input = name => process.env['INPUT_' + name.toUpperCase()] ?? ''
const set = (name, value) => fs.appendFileSync(process.env.GITHUB_OUTPUT, name + '=' + value + '\\n')
${work[action] ?? ''}
`
}

const git = (...words: string[]): Buffer => execFileSync('git', ['-C', repository, ...words])

const call = (environment: string): string => `  ${environment}:
    permissions: { contents: read }
    uses: tsh/actions/.github/workflows/deploy-${environment}.yml@v1
    with:
      host: ${environment}.shop.example
      user: root
      deploy-path: /opt/shop
      public-url: https://${environment}.shop.example
      test-commands: 'unit: true'
`

// actions/upload-artifact#478 and #493, projen/projen#4276
caseTest('case-66', 'two deployments in one run without a registry keep their images apart', async () => {
  const file = join(repository, '.github/workflows/main.yml')
  write(file, `on: push\njobs:\n${call('staging')}${call('production')}`)
  git('init', '--quiet')
  git('add', '--all')
  git('-c', 'user.name=t', '-c', 'user.email=t@localhost', 'commit', '--quiet', '--message', 'Open')
  const run = await runWorkflow({
    ...{ file, repository, workspace: folder, repositories: { 'tsh/actions': tree } },
    event: { name: 'push', repository: 'tsh/shop' },
  })
  expect(run.failures).toEqual([])
  expect(run.jobs).toMatchObject({
    'staging/deploy': { result: 'success' },
    'production/deploy': { result: 'success' },
  })
})
