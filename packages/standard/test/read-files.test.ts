import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { shell } from '@tsh/shell'
import { readFiles } from '../src/read/read-files.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standard-test-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const git = (...args: string[]) => shell.run('git', ['-C', folder, ...args])
const paths = async (trackedOnly = false): Promise<readonly string[]> =>
  (await readFiles({ shell }, folder, { trackedOnly })).paths

test('a folder without a repository has all files that are not ignored', async () => {
  write('.gitignore', 'logs/\n*.tmp\n!keep.tmp\n')
  for (const path of ['a.txt', 'logs/a.log', 'b/c.tmp', 'b/keep.tmp', 'b/d.txt']) write(path, 'text\n')
  expect(await paths()).toEqual(['.gitignore', 'a.txt', 'b/d.txt', 'b/keep.tmp'])
})

test('a repository has tracked files, and untracked ones that are not ignored', async () => {
  write('.gitignore', 'ignored.txt\n')
  for (const path of ['tracked.txt', 'forced/ignored.txt', 'new.txt', 'ignored.txt', 'gone.txt'])
    write(path, 'text\n')
  await git('init', '-q')
  await git('add', '-f', 'tracked.txt', 'forced/ignored.txt', '.gitignore', 'gone.txt')
  rmSync(join(folder, 'gone.txt'))
  expect(await paths()).toEqual(['.gitignore', 'forced/ignored.txt', 'new.txt', 'tracked.txt'])
  expect(await paths(true)).toEqual(['.gitignore', 'forced/ignored.txt', 'tracked.txt'])
})

test('a subfolder is read as a repository', async () => {
  write('app/a.txt', 'text\n')
  write('b.txt', 'text\n')
  await git('init', '-q')
  await git('add', '.')
  expect((await readFiles({ shell }, join(folder, 'app'))).paths).toEqual(['a.txt'])
})

test('links are not followed, and binary and large files have no text', async () => {
  write('text.txt', '\uFEFFtext\n')
  write('binary.bin', Buffer.from([1, 0, 2]))
  write('large.txt', 'x'.repeat(1024 * 1024 + 1))
  symlinkSync('/etc/hostname', join(folder, 'link'))
  const files = await readFiles({ shell }, folder)
  expect(files.paths).toEqual(['binary.bin', 'large.txt', 'text.txt'])
  expect(files.paths.map(path => files.text(path)?.length)).toEqual([undefined, undefined, 5])
})

test('a path that is not a directory is reported', async () => {
  await expect(readFiles({ shell }, join(folder, 'missing'))).rejects.toThrow(/missing is not a directory/)
})
