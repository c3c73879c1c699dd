import { spawnSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { commandLine } from '../../src/commands/command-line.ts'

const marker = 'a'.repeat(32)

describe('a command line', () => {
  test.each([
    ['plain characters', 'x', 110_000],
    ['characters that are escaped as five', '!', 22_000],
  ])('of %s within the limit arrives complete', (_what, character, length) => {
    const line = commandLine(['sh', '-c', 'echo ${#1}', 'length', character.repeat(length)], marker)
    const { stdout } = spawnSync('/bin/sh', ['-c', line], { encoding: 'utf8' })
    expect(stdout).toBe(`${marker}${length}\n`)
  })

  test('that is too long is a bug, reported with the command and the limit', () => {
    const long = () => commandLine(['git', 'grep', '-e', 'secret', '--', 'x'.repeat(130_000)], marker)
    expect(long).toThrow(
      /^"git grep" is a command line of 130\d{3} bytes, more than the limit of 120000\. Pass the list on stdin/,
    )
    expect(long).not.toThrow(UserError)
  })
})
