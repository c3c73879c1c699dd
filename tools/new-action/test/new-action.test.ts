import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { newActionProblem, writeAction } from '../src/new-action.ts'

let project: string
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'new-action-'))
})
afterEach(() => rmSync(project, { recursive: true }))

test('a new action has the same files as the others, under its own names', () => {
  const files = writeAction(project, { name: 'wait-for', description: 'Waits until a URL responds.' })
  expect(files).toEqual(
    ['README.md', 'package.json', 'src/definition.ts', 'src/inputs.ts', 'src/main.ts', 'src/wait-for.ts']
      .concat('test/wait-for.test.ts')
      .map(file => `actions/wait-for/${file}`)
      .sort(),
  )
  const text = files.map(file => readFileSync(join(project, file), 'utf8')).join('\n')
  expect(text).not.toMatch(/example|Does something/i)
  for (const part of [
    '"name": "@tsh/wait-for"',
    "name: 'Wait for'",
    "description: 'Waits until a URL responds.'",
    "void run('wait-for', async () => {",
    "import { waitFor } from './wait-for.ts'",
    'readWaitForInputs',
    'uses: tsh/actions/wait-for@v1',
  ])
    expect(text).toContain(part)
})

describe('what can be no action is refused', () => {
  const description = 'Waits until a URL responds.'

  test.each<[string, { name: string; description: string }, string]>([
    ['no name', { name: '', description }, 'got ""'],
    ['a path', { name: '../wait', description }, 'lower-case words'],
    ['capitals', { name: 'waitFor', description }, 'lower-case words'],
    ['an existing name', { name: 'rollback', description }, 'there is an action rollback already'],
    ['no description', { name: 'wait-for', description: '' }, 'the description is a sentence'],
    ['a fragment', { name: 'wait-for', description: 'waits' }, 'got "waits"'],
  ])('%s', (_name, action, problem) => {
    expect(newActionProblem(action, ['rollback'])).toContain(problem)
  })

  test('and nothing else', () => {
    expect(newActionProblem({ name: 'wait-for', description }, ['rollback'])).toBeUndefined()
  })
})
