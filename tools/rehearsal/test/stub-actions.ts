import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PERMISSIONS } from '@tsh/documentation/workflow-interface'
import { ACTIONS } from '@tsh/testing'
import { type RunOptions, type RunResult, runWorkflow } from '@tsh/workflow-runner'

const ROOT = join(import.meta.dirname, '../../..')
const WORKFLOWS = '.github/workflows'

/** The workflows that users call. */
export const PRODUCT_WORKFLOWS = readdirSync(join(ROOT, WORKFLOWS)).filter(name => !name.startsWith('.'))

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Helpers for every stub: `input(name)`, `set(name, value)`, and `fail(message)`, which exits. */
const PRELUDE = `const fs = require('node:fs')
const input = name => process.env['INPUT_' + name.toUpperCase()] ?? ''
const set = (name, value) => fs.appendFileSync(process.env.GITHUB_OUTPUT, name + '=' + value + '\\n')
const fail = message => { console.log('::error::' + message); process.exit(1) }
`

/** The released tree with stub actions. @param scripts by action; `*` for all others; an action without one succeeds */
export function makeStubTree(tree: string, scripts: Readonly<Record<string, string>>): void {
  for (const name of PRODUCT_WORKFLOWS) {
    const text = readFileSync(join(ROOT, WORKFLOWS, name), 'utf8')
    write(join(tree, WORKFLOWS, name), text.replaceAll('uses: $/dist/', 'uses: $/'))
  }
  for (const action of ACTIONS) {
    const metadata = readFileSync(join(ROOT, 'actions', action, 'action.yml'), 'utf8')
    write(join(tree, action, 'action.yml'), metadata)
    write(join(tree, action, 'index.js'), PRELUDE + (scripts[action] ?? scripts['*'] ?? ''))
  }
}

/** Runs a caller of the workflows in such a tree. @param jobs of the caller, as YAML */
export function runCaller(
  folder: string,
  jobs: string,
  options: Partial<RunOptions> = {},
): Promise<RunResult> {
  const repository = join(folder, 'shop')
  const file = join(repository, WORKFLOWS, 'main.yml')
  write(file, `on: [push, pull_request]\njobs:\n${jobs}`)
  const git = (...args: string[]): Buffer => execFileSync('git', ['-C', repository, ...args])
  git('init', '--quiet')
  git('add', '--all')
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@localhost']
  git(...author, 'commit', '--quiet', '--allow-empty', '--message', 'Open')
  return runWorkflow({
    ...{ file, repository, workspace: folder, repositories: { 'tsh/actions': join(folder, 'actions') } },
    event: { name: 'push', repository: 'tsh/shop' },
    ...options,
  })
}

/** A calling job, as YAML. */
export const callOf = (job: string, workflow: string, inputs: Record<string, unknown> = {}): string =>
  `  ${job}:
    permissions: ${JSON.stringify(PERMISSIONS)}
    uses: tsh/actions/${WORKFLOWS}/${workflow}@v1
    with: ${JSON.stringify(inputs)}
`

/** The results of the called jobs, as `deploy success`. */
export const calledResults = ({ jobs }: RunResult): string[] =>
  Object.entries(jobs)
    .filter(([name]) => name.includes('/'))
    .map(([name, { result }]) => `${name.split('/').at(-1)} ${result}`)
