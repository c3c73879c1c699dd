import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

// Our own workflows, the released copies, and the callers that users copy.

const root = resolve(import.meta.dirname, '../../../..')
const FOLDERS = ['.github/workflows', 'dist/.github/workflows', 'examples/tsh-erp/.github/workflows']
const files = FOLDERS.flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(name => /\.ya?ml$/.test(name))
    .map(name => join(folder, name)),
)

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
}
interface Job extends Step {
  permissions?: Record<string, string>
  secrets?: unknown
  steps?: Step[]
}
interface Workflow {
  on: Record<string, unknown>
  permissions?: Record<string, string>
  jobs: Record<string, Job>
}

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')
const workflowOf = (file: string): Workflow => parse(textOf(file)) as Workflow
const jobsOf = (file: string): Job[] => Object.values(workflowOf(file).jobs)
const stepsOf = (file: string): Step[] => jobsOf(file).flatMap(({ steps = [] }) => steps)
const isCaller = (file: string): boolean => file.startsWith('examples/')

test('there are workflows of every kind', () => {
  expect(files).toContain('.github/workflows/.ci.yml')
  expect(files.filter(file => file.startsWith('dist/')).length).toBeGreaterThan(5)
  expect(files.filter(isCaller).length).toBeGreaterThan(3)
})

test.each(files)('%s puts no expression into a shell script', file => {
  const scripts = stepsOf(file).flatMap(({ run }) => run ?? [])
  expect(scripts.filter(script => /\$\{\{|\}\}/.test(script))).toEqual([])
  // GitHub also expands expressions in these, and a shell gets the result.
  for (const { shell = '' } of stepsOf(file) as { shell?: string }[]) expect(shell).not.toContain('${{')
})

test.each(files)('%s does not run with repository permissions for changes from outside', file => {
  const { on } = workflowOf(file)
  const external = [
    'pull_request_target',
    'workflow_run',
    'issue_comment',
    'issues',
    'discussion',
    'fork',
    'watch',
  ]
  expect(Object.keys(on).filter(name => external.includes(name))).toEqual([])
})

/** Jobs of a deployment that use the registry of GitHub with the token of the job. */
const PACKAGES: Record<string, string> = { 'pre-flight': 'write', build: 'write', deploy: 'read' }
/** Actions that keep GitHub's list of deployments in step with what is live. */
const TRACKING = /"\$\/(dist\/)?(rollback|checklist)"/
const isDeployment = (file: string): boolean => /\/deploy-[a-z]+\.yml$/.test(file)

describe.each(files)('%s', file => {
  test('grants what each job needs: to read the code, and more only by what it does', () => {
    const { permissions, jobs } = workflowOf(file)
    expect(permissions).toEqual({})
    // What callers grant is tested with the contract of the workflows.
    if (isCaller(file)) return
    for (const [name, job] of Object.entries(jobs)) {
      const packages = isDeployment(file) ? PACKAGES[name] : undefined
      const steps = JSON.stringify(job.steps ?? '')
      const deployments = TRACKING.test(steps) && { deployments: 'write' }
      const read = { contents: 'read', ...(packages && { packages }), ...deployments }
      const isGate = /"\$\/(dist\/)?test-gate"/.test(steps)
      if (isGate) expect(new Set(Object.values(job.permissions ?? {}))).toEqual(new Set(['read']))
      else expect([{}, { contents: 'read' }, read]).toContainEqual(job.permissions)
      // Actions read the settings file.
      const reads = steps.match(/actions\/checkout@|"\$\//) !== null
      const isCall = job.uses !== undefined
      if (!reads && !isCall) expect(job.permissions).toEqual({})
    }
  })

  test('leaves no token in a checkout', () => {
    for (const { uses = '', with: inputs } of stepsOf(file))
      if (uses.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false)
  })

  test('passes secrets by name', () => {
    for (const { secrets } of jobsOf(file)) expect(typeof secrets).not.toBe('string')
    expect(textOf(file)).not.toMatch(/secrets:\s*inherit|toJSON\(\s*secrets\s*\)/i)
  })
})

/** The commits of the tags. One that changes is to be compared with the tag in the repository of the action. */
const PINS: Record<string, readonly [commit: string, tag: string]> = {
  'actions/checkout': ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  'actions/setup-node': ['820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  'actions/setup-python': ['5fda3b95a4ea91299a34e894583c3862153e4b97', 'v7.0.0'],
  'actions/upload-artifact': ['bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', 'v7.0.0'],
  'actions/download-artifact': ['3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', 'v8.0.1'],
}

test('every action of others is pinned to the commit of its tag, which a comment names', () => {
  const own = /^(\$\/|tsh\/actions\/)/
  const lines = files.flatMap(file =>
    [...textOf(file).matchAll(/^[ -]*uses: *(.*)$/gm)]
      .map(([, text = '']) => text)
      .filter(text => !own.test(text)),
  )
  const allowed = Object.entries(PINS).map(([action, [commit, tag]]) => `${action}@${commit} # ${tag}`)
  expect([...new Set(lines)].sort()).toEqual(allowed.sort())
})
