import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type GitCopy, repositoryWith } from './git-copy.ts'
import { EXPRESS } from './public/express.ts'

const main = resolve(import.meta.dirname, '../src/main.ts')

let repository: GitCopy
beforeEach(() => {
  repository = repositoryWith(EXPRESS)
})
afterEach(() => repository.remove())

const command = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: repository.folder,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}
const pathOf = (path: string): string => join(repository.folder, path)
const SETTINGS = '.github/deploy.yml'
const CALLERS = ['production', 'check', 'setup'].map(name => `.github/workflows/${name}.yml`)

test('shows the files as a diff and writes nothing', () => {
  const { status, stdout, stderr } = command('.')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^diff --git a\/\.github\/deploy\.yml b\/\.github\/deploy\.yml\nnew file mode/)
  expect(stdout).toContain('\n--- /dev/null\n+++ b/.github/deploy.yml\n')
  expect(stdout).toContain('\n+    service: api\n')
  expect(stdout).toMatch(/\n\nNot determined:\n {2}- environments\.production\.server: .*\. To find it: /)
  expect(stdout).toContain(
    '\n  - .github/workflows/main.yml, job deploy (push to main): appleboy/ssh-action, docker',
  )
  expect(stdout).toMatch(/\n {2}- docker-compose\.yml:3 {2}api has build but no image: write "image: /)
  expect(stdout).toContain('\nNothing was written; --write writes the new files\n')
  expect(existsSync(pathOf(SETTINGS))).toBe(false)
})

test('--write writes all of them, and only once', () => {
  const { status, stdout } = command('.', '--write')
  expect(status).toBe(0)
  for (const path of [SETTINGS, ...CALLERS]) expect(stdout).toContain(`Wrote ${path}\n`)
  expect(readFileSync(pathOf(SETTINGS), 'utf8')).toMatch(/^# yaml-language-server: \$schema=/)
  const again = command('.', '--write')
  expect(again.status).toBe(0)
  expect(again.stdout).toContain(`${SETTINGS} is unchanged\n`)
  expect(again.stdout).not.toMatch(/diff --git|Wrote/)
})

test('an existing settings file is completed in the diff, and kept', () => {
  mkdirSync(pathOf('.github'), { recursive: true })
  writeFileSync(pathOf(SETTINGS), 'application: todo\n')
  const { status, stdout } = command('.', '--write')
  expect(status).toBe(0)
  expect(stdout).toContain('\n--- a/.github/deploy.yml\n+++ b/.github/deploy.yml\n')
  expect(stdout).toContain('\n application: todo\n+commits: transfer\n')
  expect(stdout).toContain(`${SETTINGS} exists with other content and is kept`)
  expect(readFileSync(pathOf(SETTINGS), 'utf8')).toBe('application: todo\n')
  expect(existsSync(pathOf(CALLERS[0] ?? ''))).toBe(true)
})

test('the default branch is that of the remote', () => {
  repository.git('update-ref', 'refs/remotes/origin/trunk', 'HEAD')
  repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
  expect(command('.').stdout).toContain('\n+    branches: [trunk]\n')
})

test('images without a name are named after the remote', () => {
  repository.git('remote', 'add', 'origin', 'git@github.com:tsh/Tasks.git')
  expect(command('.').stdout).toContain('write "image: tasks-api:${VERSION}"')
})

describe('refuses in one line', () => {
  test.each<[string[], string]>([
    [[], 'the folder of the repository is missing. See npm run adopt -- --help'],
    [['.', 'x'], 'expected one folder, got extra argument "x"'],
    [['.', '--wrte'], "Unknown option '--wrte'. See npm run adopt -- --help"],
    [['missing'], 'missing is not a directory. Pass the path of a repository'],
  ])('%j', (args, problem) => {
    expect(command(...args)).toEqual({ status: 1, stdout: '', stderr: `✗ ${problem}\n` })
  })

  test('a folder without git', () => {
    const folder = mkdtempSync(join(tmpdir(), 'adopt-plain-'))
    writeFileSync(join(folder, 'compose.yml'), 'services: {}\n')
    const { status, stderr } = command(folder)
    rmSync(folder, { recursive: true })
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `✗ ${folder} is not a git repository. Clone it, or run "git init" and commit the files\n`,
    })
  })

  test('a repository without a compose file', () => {
    repository.git('rm', 'docker-compose.yml')
    expect(command('.').stderr).toMatch(/^✗ .* has no compose file\. Create docker-compose\.production\.yml/)
  })
})

test('explains itself', () => {
  expect(command('--help')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('npm run adopt -- DIR'),
  })
})
