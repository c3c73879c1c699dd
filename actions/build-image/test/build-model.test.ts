import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Shell, ShellOutput } from '@tsh/shell'
import { readBuildModel } from '../src/build-model.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-'))
  for (const name of ['a.yml', 'b.yml']) writeFileSync(join(folder, name), 'services: {}\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

function compose(output: Partial<ShellOutput>): Shell & { commands: string[] } {
  const commands: string[] = []
  const run = async (file: string, args: readonly string[]): Promise<ShellOutput> => {
    commands.push([file, ...args].join(' '))
    return { code: 0, stdout: '{}', stderr: '', ...output }
  }
  return { commands, run }
}

const read = (shell: Shell, ...names: string[]) =>
  readBuildModel(
    names.map(name => join(folder, name)),
    shell,
  )

test('the files are merged in their order, relative to the folder of the first one', async () => {
  const shell = compose({})
  expect(await read(shell, 'b.yml', 'a.yml')).toEqual({ services: {}, secrets: {} })
  expect(shell.commands).toEqual([
    `docker compose --project-directory ${folder} -f ${folder}/b.yml -f ${folder}/a.yml --profile * config --no-interpolate --no-normalize --no-path-resolution --format json`,
  ])
})

test.each<[string, string]>([
  [
    'open /w/base.yml: no such file or directory',
    'rejects a.yml, b.yml: /w/base.yml: no such file or directory',
  ],
  ['time="x" level=warning msg="obsolete"\ninclude is\nodd\n', 'rejects a.yml, b.yml: include is odd'],
  [
    "docker: 'compose' is not a docker command.\nSee 'docker --help'",
    'not found on the runner. Install the package docker-compose-plugin',
  ],
  [
    "docker: unknown command: docker compose\n\nRun 'docker --help' for more information",
    'not found on the runner. Install the package docker-compose-plugin',
  ],
  [
    'experimental git remote resource is disabled. "COMPOSE_EXPERIMENTAL_GIT_REMOTE" must be set',
    'rejects a.yml, b.yml: it includes a file from a Git repository or a registry',
  ],
])('a failure of compose is reported: %s', async (stderr, message) => {
  const failure = read(compose({ code: 1, stderr }), 'a.yml', 'b.yml').catch(error => error)
  expect((await failure).message.replaceAll(`${folder}/`, '')).toContain(message)
})

test('a missing file is named', async () => {
  await expect(read(compose({}), 'a.yml', 'gone.yml')).rejects.toThrow(
    /^compose file ".*\/gone\.yml" does not exist in the workspace$/,
  )
})
