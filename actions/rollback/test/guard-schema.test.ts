import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { application, recordingRemote } from '@tsh/testing'
import { guardSchema } from '../src/guard-schema.ts'

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'guard-schema-'))
  git('init', '--quiet')
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

function git(...words: string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', path, ...who, ...words], { encoding: 'utf8' }).trim()
}

function commit(files: Record<string, string>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  git('add', '-A')
  git('commit', '--quiet', '--allow-empty', '-m', 'x')
  return git('rev-parse', 'HEAD')
}

/** A server whose git is this machine's. */
const remote: Remote = {
  ...recordingRemote(),
  async run([program = '', ...words]) {
    const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
    return { code: status ?? 1, stdout, stderr }
  },
}

const migration = (id: string, comment = ''): string => `"""A change."""\n${comment}revision = "${id}"\n`

function guarded(shaBefore: string, shaAfter: string): Promise<void> {
  const release: Release = {
    ...{ id: 'r', version: 'new', sha: shaAfter, services: [], images: [], run: '', actor: '' },
    ...{ state: 'switched', exposed: true, wasLive: true, revisionBefore: '1', revisionAfter: '2' },
  }
  const inputs = { application: { ...application, path }, acrossMigrations: '' }
  const way = { from: release, to: { version: 'old', sha: shaBefore } }
  return guardSchema(inputs, remote, [release], way)
}

test('every migration in between must be marked; a file that is none need not', async () => {
  const before = commit({ 'm/0.py': migration('0') })
  const after = commit({
    'm/1.py': migration('1', '# rollback: compatible\n'),
    'm/2 مخزن.py': migration('2', '# rollback: compatible (a new table)\n'),
    'app.py': 'x = 1\n',
  })
  await expect(guarded(before, after)).resolves.toBeUndefined()
})

test('the one that is not is named', async () => {
  const before = commit({})
  const after = commit({
    'm/1.py': migration('1', '# rollback: compatible\n'),
    'm/2.py': migration('2', '# it is not rollback: compatible\n'),
  })
  await expect(guarded(before, after)).rejects.toThrow('(m/2.py), and nothing says that old works with it')
})

test('a schema that was changed by no file of the repository is not vouched for', async () => {
  const before = commit({})
  await expect(guarded(before, commit({ 'app.py': '' }))).rejects.toThrow(
    'from 1 to 2 since old, and nothing',
  )
})

test('a commit that the server does not know vouches for nothing', async () => {
  const after = commit({ 'm/1.py': migration('1', '# rollback: compatible\n') })
  await expect(guarded('0'.repeat(40), after)).rejects.toThrow('from 1 to 2 since old, and nothing')
})
