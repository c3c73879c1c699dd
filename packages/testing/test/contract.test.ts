import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { SETTINGS_FILE } from '@tsh/settings'
import { definitionOf } from '../../../scripts/docs/definitions.ts'
import { actionProblems, workflowProblems } from '../src/contract.ts'
import { declaredInputs } from '../src/index.ts'

const root = resolve(import.meta.dirname, '../../..')
const actions = readdirSync(join(root, 'actions')).sort()
const workflows = readdirSync(join(root, '.github/workflows')).filter(name => !name.startsWith('.'))

describe.each(actions)('%s', action => {
  test('reads exactly the inputs that action.yml declares', async () => {
    const { asked } = await observed(await readerOf(action))
    const ours = (names: string[]) => names.filter(name => !(name in SETTINGS_FILE))
    expect(ours(asked)).toEqual(ours(declaredInputs(action)))
    expect(declaredInputs(action)).toEqual(expect.arrayContaining(Object.keys(SETTINGS_FILE)))
  })

  test('names every input that it requires', async () => {
    const { problems } = await observed(await readerOf(action))
    const { inputs } = await definitionOf(root, action)
    for (const [name, { required }] of Object.entries(inputs))
      if (required && name !== 'server') expect(problems).toContain(`"${name}"`)
  })

  test('is described, documented and listed, and runs on Node 24', () => {
    expect(actionProblems(root, action)).toEqual([])
  })
})

test.each(workflows)('%s is safe to call', file => {
  expect(workflowProblems(root, file)).toEqual([])
})

describe('a broken contract ends in one sentence with the fix', () => {
  const copy = mkdtempSync(join(tmpdir(), 'contract-'))
  for (const place of ['README.md', '.github', 'actions/rollback/README.md', 'actions/rollback/action.yml'])
    cpSync(join(root, place), join(copy, place), { recursive: true })
  afterAll(() => rmSync(copy, { recursive: true }))

  type Change = (text: string) => string

  /** The problems while a file of the copy has other content, or is gone. */
  function problemsWith(file: string, change: Change | undefined): string[] {
    const path = join(copy, file)
    const text = readFileSync(path, 'utf8')
    if (change) writeFileSync(path, change(text))
    else rmSync(path)
    try {
      if (file.startsWith('.github')) return workflowProblems(copy, file.split('/').at(-1) ?? '')
      return actionProblems(copy, 'rollback')
    } finally {
      writeFileSync(path, text)
    }
  }
  const without = (part: string | RegExp) => (text: string) => text.replaceAll(part, '')
  const replacing = (part: string | RegExp, other: string) => (text: string) => text.replace(part, other)
  const readme = 'actions/rollback/README.md'
  const metadata = 'actions/rollback/action.yml'
  const production = '.github/workflows/deploy-production.yml'
  const rollback = '.github/workflows/rollback.yml'

  test.each<[string, string, Change | undefined, string]>([
    ['a missing README', readme, undefined, 'is missing. Write one like those'],
    ['an input that the README lacks', readme, without('| `jump` |'), 'list "jump". Run "npm run docs"'],
    ['a README without an example', readme, without(/uses: tsh.*/g), 'has no example. Add one with'],
    [
      'an action that the root README does not list',
      'README.md',
      without('(actions/rollback/README.md)'),
      'README.md does not list rollback. Add a line',
    ],
    [
      'an input without a description',
      metadata,
      without(/ +description: A jump host as .*\n/g),
      '"jump" has no description',
    ],
    ['another Node', metadata, replacing('node24', 'node20'), 'Set using: node24'],
    [
      'no concurrency',
      production,
      without(/ +concurrency:\n(?: {6}.*\n){3}/g),
      'no job has "concurrency", so',
    ],
    [
      'a deployment that is cancelled',
      production,
      replacing('cancel-in-progress: false', 'cancel-in-progress: true'),
      'Set group: tsh-deploy-',
    ],
    [
      'a trigger of its own',
      production,
      replacing('workflow_call:', 'push: {}\n  workflow_call:'),
      '"on" must be workflow_call alone',
    ],
    [
      'permissions for all jobs',
      production,
      replacing(/^permissions: \{\}$/m, 'permissions: { contents: write }'),
      'grants permissions to all of its jobs',
    ],
    [
      'a required secret',
      production,
      replacing('required: false', 'required: true'),
      'is not optional. Set "required: false"',
    ],
    ['a job without a limit', production, replacing(/ +timeout-minutes: .*\n/, ''), 'Set "timeout-minutes"'],
    [
      'an environment that no one has checked',
      rollback,
      without(/^ {4}needs: check-environment\n/gm),
      'job rollback names the environment ${{ inputs.environment }}, which no one has checked',
    ],
    [
      'an action that is not pinned',
      production,
      replacing(/actions\/checkout@[0-9a-f]+/, 'actions/checkout@v7'),
      'pinned by its commit',
    ],
  ])('%s', (_name, file, change, sentence) => {
    expect(problemsWith(file, change)).toEqual([expect.stringContaining(sentence)])
  })
})

type Reader = () => Promise<unknown>

async function readerOf(action: string): Promise<Reader> {
  const file = join(root, 'actions', action, 'src/inputs.ts')
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>
  return Object.values(module).find(value => typeof value === 'function') as Reader
}

/** Which INPUT_ variables a reader reads, and the problems it reports. With a server set, it reads all that belong to one. */
async function observed(read: Reader): Promise<{ asked: string[]; problems: string }> {
  const asked = new Set<string>()
  const saved = process.env
  process.env = new Proxy<NodeJS.ProcessEnv>(
    { GITHUB_SHA: 'a'.repeat(40), INPUT_SERVER: 'root@server' },
    {
      get(target, name) {
        if (typeof name === 'string' && name.startsWith('INPUT_')) asked.add(name.slice(6).toLowerCase())
        return Reflect.get(target, name)
      },
    },
  )
  const problems = await read().then(
    () => '',
    (cause: unknown) => {
      if (cause instanceof UserError) return cause.message
      throw cause
    },
  )
  process.env = saved
  return { asked: [...asked].sort(), problems }
}
