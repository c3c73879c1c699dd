import { expect, test } from '@jest/globals'
import { runBundle } from '@tsh/testing'

const gate = (commands: string, more: Record<string, string> = {}) =>
  runBundle('test-gate', { commands, 'working-directory': '.', ...more })

test('passes when every command passes', async () => {
  const run = await gate('types: true\ntests: test 1 = 1')
  expect(run.code).toBe(0)
  expect(run.outputs).toMatch(/^passed<<.*\n2\n/)
  expect(run.summary).toContain('✅ passed')
})

test('runs every command and names all that fail', async () => {
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

test('refuses to be a gate without commands', async () => {
  const run = await gate('# nothing')
  expect(run.code).toBe(1)
  expect(run.errors[0]).toContain('names no command')
})

test('prints what commands print without obeying it', async () => {
  const run = await gate('tests: echo "::add-mask::x"; echo "##[error]y"; echo " ::error::z"')
  expect(run.stdout).not.toMatch(/^\s*::(add-mask|error)::/m)
  expect(run.stdout).not.toContain('##[')
})

test('keeps its inputs from the commands', async () => {
  const run = await gate('tests: env')
  expect(run.stdout).not.toContain('INPUT_')
})
