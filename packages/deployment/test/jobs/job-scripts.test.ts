import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import { runJob } from '../../src/jobs/job.ts'
import { FOLLOW, NOT_STARTED, START } from '../../src/jobs/job-scripts.ts'

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'job-'))
  folder = join(root, 'jobs', '1')
})
afterEach(() => rmSync(root, { recursive: true }))

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('sh', ['-euc', script, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr: stderr.trim() }
}
const start = (...command: string[]) => run(START, 'count', folder, '60', '', ...command)
const follow = (known: number) => run(FOLLOW, 'count', folder, String(known))

test('a finished job can be followed from any offset, with its exit code', () => {
  expect(start('sh', '-c', 'echo one; exit 3')).toEqual({ status: 3, stdout: 'one\n', stderr: '' })
  expect(follow(2)).toEqual({ status: 3, stdout: 'e\n', stderr: '' })
})

test('a job that is followed before it has started can no longer start', () => {
  expect(follow(0)).toEqual({ status: 127, stdout: '', stderr: NOT_STARTED })
  expect(follow(0)).toEqual({ status: 127, stdout: '', stderr: NOT_STARTED })
  expect(start('echo', 'late')).toEqual({ status: 126, stdout: '', stderr: '' })
})

test("a job's own files are private, and files of its command get the user's umask", () => {
  const made = join(root, 'made')
  const begin = `umask 022; exec sh -euc "$0" "$@"`
  const started = run(
    begin,
    START,
    'count',
    folder,
    '60',
    '',
    'sh',
    '-c',
    `mkdir '${made}'; : > '${made}/file'`,
  )
  expect(started).toMatchObject({ status: 0, stderr: '' })
  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)
  expect([mode(made), mode(join(made, 'file'))]).toEqual(['755', '644'])
  expect(readdirSync(folder).sort()).toEqual(['exit', 'lock', 'log', 'name', 'pid'])
  for (const name of readdirSync(folder)) expect(mode(join(folder, name))).toBe('600')
})

test('a command that is not found does not count as a job that has not started', () => {
  expect(start('no-such-program')).toMatchObject({ status: 127, stderr: '' })
})

test('a bug while sending a job is not treated as a lost connection', async () => {
  const remote = recordingRemote()
  const stream: typeof remote.stream = async command => {
    if (command.includes(FOLLOW)) return remote.stream(command)
    throw new Error('too long a line')
  }
  const job = { name: 'up', command: ['true'], deadline: 60 }
  await expect(runJob({ ...remote, stream }, { path: '/opt/erp' }, job)).rejects.toThrow('too long a line')
})
