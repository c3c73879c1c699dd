import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { definitionOf } from '@tsh/documentation/definitions'
import { SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'
import { actionProblems } from '../../src/contracts/contract.ts'
import { settingNameProblems } from '../../src/contracts/setting-names.ts'
import { ACTIONS, declaredInputs } from '../../src/index.ts'

const root = resolve(import.meta.dirname, '../../../..')

describe.each(ACTIONS)('%s', action => {
  test('reads exactly the inputs that action.yml declares', async () => {
    const { accessed } = await observed(await readerOf(action))
    const specific = (names: string[]) => names.filter(name => !(name in SETTINGS_FILE))
    expect(specific(accessed)).toEqual(specific(declaredInputs(action)))
    expect(declaredInputs(action)).toEqual(expect.arrayContaining(Object.keys(SETTINGS_FILE)))
  })

  test('names every input that it requires', async () => {
    const { problems } = await observed(await readerOf(action))
    const { inputs } = await definitionOf(root, action)
    for (const [name, { required }] of Object.entries(inputs))
      if (required && name !== 'server') expect(problems).toContain(`"${name}"`)
  })

  test('has no input that a setting with another meaning would fill', async () => {
    const { inputs } = await definitionOf(root, action)
    expect(settingNameProblems(action, inputs)).toEqual([])
  })

  test('is described, documented and listed, and runs on Node 24', () => {
    expect(actionProblems(root, action)).toEqual([])
  })
})

describe('a contract violation is reported in one sentence with the fix', () => {
  const copy = mkdtempSync(join(tmpdir(), 'contract-'))
  for (const place of ['README.md', 'actions/rollback/README.md', 'actions/rollback/action.yml'])
    cpSync(join(root, place), join(copy, place), { recursive: true })
  afterAll(() => rmSync(copy, { recursive: true }))

  type Change = (text: string) => string

  /** The problems after changing or removing a file of the copy. */
  function problemsWith(file: string, change: Change | undefined): string[] {
    const path = join(copy, file)
    const text = readFileSync(path, 'utf8')
    if (change) writeFileSync(path, change(text))
    else rmSync(path)
    try {
      return actionProblems(copy, 'rollback')
    } finally {
      writeFileSync(path, text)
    }
  }
  const without = (part: string | RegExp) => (text: string) => text.replaceAll(part, '')
  const replacing = (part: string | RegExp, other: string) => (text: string) => text.replace(part, other)
  const readme = 'actions/rollback/README.md'
  const metadata = 'actions/rollback/action.yml'

  test.each<[string, string, Change | undefined, string]>([
    ['a missing README', readme, undefined, 'is missing. Write one like those'],
    ['an input that the README lacks', readme, without('| `jump` |'), 'list "jump". Run "npm run docs"'],
    ['a README without an example', readme, without(/uses: tsh.*/g), 'has no example. Add one with'],
    [
      'an action that the root README does not list',
      'README.md',
      without('(actions/rollback/README.md '),
      'README.md does not list rollback. Run "npm run docs"',
    ],
    [
      'an input without a description',
      metadata,
      without(/ +description: Jump host in front .*\n/g),
      '"jump" has no description',
    ],
    ['text of the template', readme, text => `${text}Replace this.`, 'README.md has text of the template'],
    ['another Node', metadata, replacing('node24', 'node20'), 'Set using: node24'],
  ])('%s', (_name, file, change, sentence) => {
    expect(problemsWith(file, change)).toEqual([expect.stringContaining(sentence)])
  })
})

describe('an input and the setting that fills it', () => {
  const { url } = SETTING_INPUTS.release
  const own = { description: 'The URL to wait for.' }
  const fix = 'Take it from SETTING_INPUTS, or rename it.'

  test.each([
    [{ url }, []],
    [{ 'probe-url': own }, []],
    [{ url: own }, [`input "url" has the name of the setting url, whose value would fill it. ${fix}`]],
    [
      { 'retention-days': own },
      [
        `input "retention-days" has the name of the setting backup.retention-days, whose value would fill it. ${fix}`,
      ],
    ],
    [
      { application: own },
      [`input "application" has the name of the setting application, whose value would fill it. ${fix}`],
    ],
    [
      { 'probe-url': url },
      [`input "probe-url" is declared as the setting url, which does not fill it. ${fix}`],
    ],
  ])('%j', (inputs, problems) => {
    const expected = problems.map(problem => `actions/wait-for/src/definition.ts: ${problem}`)
    expect(settingNameProblems('wait-for', inputs)).toEqual(expected)
  })
})

type Reader = () => Promise<unknown>

async function readerOf(action: string): Promise<Reader> {
  const file = join(root, 'actions', action, 'src/inputs.ts')
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>
  return Object.values(module).find(value => typeof value === 'function') as Reader
}

/** The INPUT_ variables that a reader reads, and the problems it reports. With a server set, it reads all inputs of a server. */
async function observed(read: Reader): Promise<{ accessed: string[]; problems: string }> {
  const accessed = new Set<string>()
  const saved = process.env
  process.env = new Proxy<NodeJS.ProcessEnv>(
    { GITHUB_SHA: 'a'.repeat(40), INPUT_SERVER: 'root@server' },
    {
      get(target, name) {
        if (typeof name === 'string' && name.startsWith('INPUT_')) accessed.add(name.slice(6).toLowerCase())
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
  return { accessed: [...accessed].sort(), problems }
}
