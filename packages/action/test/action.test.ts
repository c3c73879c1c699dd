import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { withInputs } from '@tsh/testing'
import { readInputs, UserError } from '../src/index.ts'

function problemsOf(
  inputs: Record<string, string>,
  read: Parameters<typeof readInputs>[0],
): readonly string[] {
  try {
    withInputs(inputs, () => readInputs(read))
    return []
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
}

test('reports every problem at once', () => {
  const problems = problemsOf({ flag: 'yes', number: '10m', word: 'purple' }, input => {
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

describe('flag', () => {
  const wrong = ['', 'yes', 'no', 'on', 'off', 'TRUE', 'True', 'False', '1', '0', 'true,', 'truetrue']
  test.each(wrong)('refuses "%s"', text => {
    expect(problemsOf({ flag: text }, input => input.flag('flag'))).toHaveLength(1)
  })
})

describe('number', () => {
  test.each(['-1', '1e9', '0x10', '1.5', '10m', '', '3601', '0'])('refuses "%s"', text => {
    expect(problemsOf({ n: text }, input => input.number('n', { from: 1, to: 3600 }))).toHaveLength(1)
  })
})

test('a text is one line', () => {
  expect(problemsOf({ path: '/a\n/b' }, input => input.text('path'))).toEqual([
    'input "path" must be a single line',
  ])
})

test('a run that waits for what can no longer come has failed', () => {
  const index = JSON.stringify(pathToFileURL(join(import.meta.dirname, '../src/index.ts')).href)
  const script = `import { run } from ${index}; run('ssh-deploy', () => new Promise(() => {}))`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(status).not.toBe(0)
  expect(stdout).toContain('::error title=ssh-deploy::ssh-deploy: ended before its work was done')
})
