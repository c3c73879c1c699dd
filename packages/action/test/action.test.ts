import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { withInputs } from '@tsh/testing'
import {
  type InputDefinition,
  readEndpoint,
  readInputs,
  redact,
  setOutputs,
  UserError,
} from '../src/index.ts'
import { printed } from './printed.ts'

type Reader = Parameters<typeof readInputs<string, unknown>>[2]

/** A definition that contains any input. */
const anything = new Proxy({}, { get: () => ({ description: '' }) }) as Record<string, InputDefinition>

async function problemsOf(
  inputs: Record<string, string>,
  read: Reader,
  definitions: Record<string, InputDefinition> = anything,
): Promise<readonly string[]> {
  try {
    await withInputs(inputs, () => readInputs(definitions, {}, read))
    return []
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
}

test('reports every problem at once', async () => {
  const problems = await problemsOf({ flag: 'yes', number: '10m', word: 'purple' }, input => {
    input.text('name')
    input.flag('flag')
    input.number('number', { from: 1, to: 3600 })
    input.choice('word', ['blue', 'green'])
    input.secret('key')
  })
  expect(problems).toEqual([
    'input "name" is required but empty',
    'input "flag" must be true or false, got "yes"',
    'input "number" must be a whole number from 1 to 3600, got "10m"',
    'input "word" must be one of blue, green, got "purple"',
    'secret for input "key" is empty. Define it and pass it by name from the caller',
  ])
})

test.each([
  ['token\n', 'token'],
  ['token\r\n\n', 'token'],
  ['  two\nlines \n', '  two\nlines '],
])('a secret is read without final line breaks: %j', async (key, value) => {
  const read = readInputs.bind(undefined, anything, {}, input => input.secret('key'))
  expect(await withInputs({ key }, read)).toBe(value)
})

test('a secret that is read as text is masked in errors', async () => {
  const definitions = { hook: { description: '', secret: true } }
  const key = 'http://hooks.example/T024BE7LD'
  const problems = await problemsOf(
    { hook: key },
    input => readEndpoint(input, 'hook', { sent: 'the outcome travels' }),
    definitions,
  )
  expect(problems.map(redact)).toEqual([
    'input "hook" must be https, because the outcome travels through it, got "***"',
  ])
})

test('a value that may contain a password is not repeated', async () => {
  const rule = { pattern: /^$/, expected: 'right' }
  const problemWith = (name: string): Promise<readonly string[]> =>
    problemsOf({ name }, input => {
      input.text('name', rule)
    })
  expect(await problemWith('root@erp.example:70000')).toEqual([
    'input "name" must be right, got "root@erp.example:70000"',
  ])
  for (const value of ['postgres://erp:hunter2@db/erp', 'root:hunt/er2@erp.example', 'x'.repeat(1001)])
    expect(await problemWith(value)).toEqual(['input "name" must be right'])
})

describe('a value', () => {
  const definitions = {
    name: { description: 'A name.', default: 'from the definition' },
    path: { description: 'A path.', default: '/srv/<application>-<environment>' },
    prefix: { description: 'A prefix.', default: '<application>' },
    environment: { description: 'The environment.' },
  }
  const read = (inputs: Record<string, string>, values: Record<string, string>) =>
    withInputs(inputs, () => {
      process.env.GITHUB_REPOSITORY = 'tsh/shop'
      return readInputs(definitions, values, input => ({
        name: input.text('name', { required: false }),
        path: input.text('path', { required: false }),
        prefix: input.text('prefix', { required: false }),
        explicit: input.isExplicit('name'),
      }))
    })

  test('is set by the caller, else by the settings file, else the default', async () => {
    const setting = { name: 'from the file' }
    expect(await read({ name: 'from the caller' }, setting)).toMatchObject({
      name: 'from the caller',
      explicit: true,
    })
    expect(await read({ name: ' \n' }, setting)).toMatchObject({ name: 'from the file', explicit: false })
    expect(await read({}, {})).toMatchObject({ name: 'from the definition', explicit: false })
  })

  test('is never an unevaluated expression', async () => {
    const token = { token: { description: 'A token.', default: '${{ github.token }}' } }
    const value = await readInputs(token, {}, input => input.text('token', { required: false }))
    expect(value).toBe('')
  })

  test('can be an empty setting, which means none', async () =>
    expect(await read({}, { name: '' })).toMatchObject({ name: '' }))

  test('is a default with its placeholders replaced, or empty if one is unknown', async () => {
    expect(await read({ environment: 'staging' }, {})).toMatchObject({
      path: '/srv/shop-staging',
      prefix: 'shop',
    })
    expect(await read({ environment: ' staging\n' }, {})).toMatchObject({ path: '/srv/shop-staging' })
    expect(await read({ environment: 'staging' }, { application: 'erp' })).toMatchObject({
      path: '/srv/erp-staging',
      prefix: 'erp',
    })
    expect(await read({}, {})).toMatchObject({ path: '', prefix: 'shop' })
  })
})

test('an undefined name does not compile', async () => {
  const definitions = { name: { description: 'A name.' } }
  const read = () =>
    readInputs(definitions, {}, input =>
      // @ts-expect-error: not a name of the definition
      input.text('nmae', { required: false }),
    )
  await expect(read()).rejects.toThrow(TypeError)
  const outputs = { version: { description: 'The version.' } }
  const output = printed(() => {
    setOutputs(outputs, { version: 'v1' })
    // @ts-expect-error: not a name of the definition
    setOutputs(outputs, { version: 'v1', verison: 'v1' })
    const either = { version: 'v1' } as { version: string } | { verison: string }
    // @ts-expect-error: one of the two has a name that is not in the definition
    setOutputs(outputs, either)
  })
  expect(output).toContain('v1')
})

describe('flag', () => {
  const wrong = ['', 'yes', 'no', 'on', 'off', 'TRUE', 'True', 'False', '1', '0', 'true,', 'truetrue']
  test.each(wrong)('rejects "%s"', async text => {
    expect(await problemsOf({ flag: text }, input => input.flag('flag'))).toHaveLength(1)
  })
})

describe('number', () => {
  test.each(['-1', '1e9', '0x10', '1.5', '10m', '', '3601', '0'])('rejects "%s"', async text => {
    expect(await problemsOf({ n: text }, input => input.number('n', { from: 1, to: 3600 }))).toHaveLength(1)
  })
})

test('a text must be a single line', async () => {
  expect(await problemsOf({ path: '/a\n/b' }, input => input.text('path'))).toEqual([
    'input "path" must be a single line',
  ])
})

test('a run that waits for something that can no longer happen has failed', () => {
  const index = JSON.stringify(pathToFileURL(join(import.meta.dirname, '../src/index.ts')).href)
  const script = `import { run } from ${index}; run('ssh-deploy', () => new Promise(() => {}))`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(status).not.toBe(0)
  expect(stdout).toContain(
    '::error title=ssh-deploy::ssh-deploy: exited early: the last operation never returned',
  )
})
