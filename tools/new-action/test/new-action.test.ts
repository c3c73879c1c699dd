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

test('a new action has the same files as the others, with its own names', () => {
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
    "const { waitFor } = await import('./wait-for.ts')",
    'readWaitForInputs',
    'uses: tsh/actions/wait-for@v1',
  ])
    expect(text).toContain(part)
})

describe('invalid actions are refused', () => {
  const description = 'Waits until a URL responds.'

  test.each<[string, { name: string; description: string }, string]>([
    ['no name', { name: '', description }, 'got ""'],
    ['a path', { name: '../wait', description }, 'must be lower-case'],
    ['capitals', { name: 'waitFor', description }, 'must be lower-case'],
    ['an existing name', { name: 'rollback', description }, 'action rollback already exists'],
    ['no description', { name: 'wait-for', description: '' }, 'the description must be a sentence'],
    ['a fragment', { name: 'wait-for', description: 'waits' }, 'got "waits"'],
  ])('%s', (_name, action, problem) => {
    expect(newActionProblem(action, ['rollback'])).toContain(problem)
  })

  test('and nothing else', () => {
    expect(newActionProblem({ name: 'wait-for', description }, ['rollback'])).toBeUndefined()
  })
})
