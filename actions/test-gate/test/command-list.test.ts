import { describe, expect, test } from '@jest/globals'
import { parseCommands } from '../src/command-list.ts'

const defaults = { workingDirectory: '.', timeoutSeconds: 1500 }
const plain = { kind: 'other', env: {}, ...defaults }
const read = (text: string) => parseCommands(text, defaults)

test('lines are names with a shell line each, and a name that is a kind is that kind', async () => {
  expect(await read('# the gate\nlint: ruff check .\n\n  End to end: npm run e2e -- --grep "a: b"')).toEqual({
    commands: [
      { ...plain, name: 'lint', kind: 'lint', run: 'ruff check .' },
      { ...plain, name: 'End to end', run: 'npm run e2e -- --grep "a: b"' },
    ],
    problems: [],
  })
})

test('a mapping sets more than the shell line, and mixes with plain commands', async () => {
  const text = `types: mypy .
backend:
  run: |
    pytest -q
  kind: unit
  working-directory: backend
  timeout-seconds: 60
  env: { LEVEL: 3, DEBUG: true, NAME: x }
  report: reports/*.xml
  coverage: coverage.xml`
  expect(await read(text)).toEqual({
    commands: [
      { ...plain, name: 'types', kind: 'types', run: 'mypy .' },
      {
        ...{
          name: 'backend',
          kind: 'unit',
          run: 'pytest -q',
          workingDirectory: 'backend',
          timeoutSeconds: 60,
        },
        env: { LEVEL: '3', DEBUG: 'true', NAME: 'x' },
        report: 'reports/*.xml',
        coverage: 'coverage.xml',
      },
    ],
    problems: [],
  })
})

describe('names the line of what is wrong', () => {
  test.each([
    ['lint ruff', 'line 1: expected "name: command", got "lint ruff"'],
    ['lint: x\n-a: y', 'line 2: expected "name: command", got "-a: y"'],
    ['unit:\n  kind: unit', 'line 1: "unit" has no "run", the command itself'],
    ['unit:\n  run: x\n  kin: unit', 'line 1: "unit" has the unknown key "kin". Known are run, kind,'],
    [
      'unit:\n  run: x\n  kind: fuzz',
      'line 1: "unit" "kind" must be one of lint, types, unit, other, got "fuzz"',
    ],
    ['unit:\n  run: [x]', 'line 1: "unit" "run" must be a command, got ["x"]'],
    ['unit:\n  run: ""', 'line 1: "unit" "run" must be a command, got ""'],
    [
      'a: x\nunit:\n  run: x\n  report: ../x.xml',
      'line 2: "unit" "report" must be a relative path or pattern',
    ],
    ['unit:\n  run: x\n  coverage: /x', 'line 1: "unit" "coverage" must be a relative path or pattern'],
    ['unit:\n  run: x\n  working-directory: ..', '"working-directory" must be a relative path without ".."'],
    [
      'unit:\n  run: x\n  timeout-seconds: 0',
      '"timeout-seconds" must be a whole number from 1 to 21600, got 0',
    ],
    ['unit:\n  run: x\n  timeout-seconds: 21601', '"timeout-seconds" must be a whole number from 1 to 21600'],
    [
      'unit:\n  run: x\n  env: { A-B: x }',
      '"env" must be a mapping of variable names to values, got {"A-B":"x"}',
    ],
    ['unit:\n  run: x\n  env: { A: [x] }', '"env" must be a mapping of variable names to values'],
    ['unit:\n  run: x\n$(id): y', 'line 3: expected a name of letters, digits, blanks'],
    ['unit:\n  - x', 'line 1: "unit" must be a command, or keys with "run"'],
    ['unit:\n  run: "x', 'not valid YAML'],
    ['unit:\n  run: x\nunit:\n  run: y', 'not valid YAML. Map keys must be unique'],
  ])('%j', async (text, problem) => {
    expect((await read(text)).problems.join('\n')).toContain(problem)
    expect((await read(text)).problems).toHaveLength(1)
  })
})
