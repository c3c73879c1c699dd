import { describe, expect, test } from '@jest/globals'
import { runBundle } from '@tsh/testing'

const gate = (commands: string, more: Record<string, string> = {}) =>
  runBundle('test-gate', { commands, 'working-directory': '.', ...more })

test('passes when every command passes', async () => {
  const run = await gate('types: true\ntests: test 1 = 1')
  expect(run.code).toBe(0)
  expect(run.outputs).toMatch(/^passed<<.*\n2\n/)
  expect(run.summary).toContain('✅ passed')
})

test('runs every command and reports all failures', async () => {
  const run = await gate('lint: exit 3\ntypes: false | cat\ntests: echo done > ran')
  expect(run.code).toBe(1)
  expect(run.errors).toEqual([
    'test-gate: 2 of 3 commands failed: lint (exit code 3), types (exit code 1). Their output is above.',
  ])
  expect(run.stdout).toContain('tests passed')
})

test('fails when one of several commands fails', async () => {
  const run = await gate('lint: true\ntests: exit 2')
  expect(run.code).toBe(1)
  expect(run.errors).toEqual([expect.stringContaining('1 of 2 commands failed: tests (exit code 2)')])
})

test('stops when the installation fails', async () => {
  const run = await gate('tests: echo never', { install: 'exit 4' })
  expect(run.errors).toEqual(['test-gate: "install" failed (exit code 4): exit 4.'])
  expect(run.stdout).not.toContain('tests passed')
})

test('refuses to run without commands', async () => {
  const run = await gate('# nothing')
  expect(run.code).toBe(1)
  expect(run.errors[0]).toContain('contains no command')
})

describe('prints the output of commands without interpreting it as workflow commands', () => {
  test.each([
    ['an output', '::set-output name=slot::blue'],
    ['a mask', '::add-mask::x'],
    ['an older form of command', 'text ##[error]y'],
    ['a command after spaces', ' \\t::error::z'],
    ['a command after a carriage return', 'text\\r::error::z'],
    ['a command after an escape character', '\\033::error::z'],
    ['a command after a colour', '\\033[31m::stop-commands::pwned'],
    ['a command in a title', '::group::x\\n::endgroup::'],
  ])('%s', async (_name, text) => {
    const run = await gate(`tests: printf '${text}\\n'; printf '${text}\\n' >&2`)
    expect(run.code).toBe(0)
    const lines = run.stdout.split(/[\n\r]/)
    // Other than the groups of the action itself.
    const commands = lines.filter(line => /^([\s\p{Cc}]|\[\d+m)*::/u.test(line))
    expect(commands.filter(line => !/^::(group::tests: .*|endgroup::)$/.test(line))).toEqual([])
    expect(run.stdout).not.toContain('##[')
    expect(lines.filter(line => line.startsWith('| '))).not.toEqual([])
  })
})

test('does not pass its inputs to the commands', async () => {
  const run = await gate('tests: env')
  expect(run.stdout).not.toContain('INPUT_')
})
