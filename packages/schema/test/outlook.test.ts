import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { quoteAll, type Remote } from '@tsh/remote'
import { recordingRemote } from '@tsh/testing'
import { rollbackOutlook } from '../src/outlook.ts'

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'outlook-'))
  git('init', '--quiet')
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', path, ...identity, ...args], { encoding: 'utf8' }).trim()
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

/** A server with the local git, which runs its commands as sshd does: as a single shell command line. */
const remote: Remote = {
  ...recordingRemote(),
  async run(command) {
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', quoteAll(command)], { encoding: 'utf8' })
    return { code: status ?? 1, stdout, stderr }
  },
}

const MARK = '# rollback: compatible'
const alembic = (id: string, comment = ''): string => `"""A change."""\n${comment}\nrevision: str = "${id}"\n`

/** The outlook of a rollback from one commit to another, in one line. */
async function outlook(
  [before, after]: [string, string],
  facts: Partial<Release> = { revisionBefore: '1', revisionAfter: '2' },
): Promise<string> {
  const from: Release = {
    ...{ id: 'r', version: 'new', sha: after, services: [], images: [], run: '', actor: '' },
    ...{ state: 'switched', exposed: true, wasLive: true, migrates: true, ...facts },
  }
  const range = { from, to: { version: 'old', sha: before } }
  const { kind, why } = await rollbackOutlook(remote, { path, releases: [from], range })
  return `${kind}: ${why}`
}

/** 700 of these exceed the maximum length of a command line. */
const LONG_NAME = 'x'.repeat(200)

const ALL_MARKED = `possible: every migration since old is marked "${MARK}"`

describe('with a tool that records heads only, the files decide', () => {
  test('every migration in between must be marked; other files need not', async () => {
    const before = commit({ 'm/0.py': alembic('0') })
    const after = commit({
      'm/1.py': alembic('1a', MARK),
      'm/2 مخزن.py': alembic('2', `${MARK} (a new table)`),
      'app.py': 'x = 1\n',
    })
    expect(await outlook([before, after])).toBe(ALL_MARKED)
  })

  test('however many files the release adds', async () => {
    const icons = Array.from({ length: 700 }, (_, at) => [`static/${LONG_NAME}-${at}.svg`, '<svg/>'])
    const before = commit({})
    const after = commit({ ...Object.fromEntries(icons), 'm/1.py': alembic('2', MARK) })
    expect(await outlook([before, after])).toBe(ALL_MARKED)
  })

  test('an unmarked migration is named', async () => {
    const before = commit({})
    const after = commit({
      'm/1.py': alembic('1a', MARK),
      'm/2.py': alembic('2', '# it is not rollback: compatible'),
    })
    expect(await outlook([before, after])).toBe(
      `refused: the schema changed from 1 to 2 since old: m/2.py is not marked "${MARK}"`,
    )
  })

  test('so is a file in a migrations folder, with the comment syntax of its language', async () => {
    const before = commit({})
    const files = {
      'db/migrations/1.up.sql': '-- rollback: compatible\n',
      'db/migrations/2.up.sql': 'DROP TABLE t\n',
    }
    expect(await outlook([before, commit(files)])).toContain('db/migrations/2.up.sql is not marked')
  })

  test('a file that was only moved does not count', async () => {
    const before = commit({ 'm/0.py': alembic('0') })
    git('mv', 'm', 'n')
    expect(await outlook([before, commit({ 'n/1.py': alembic('2', MARK) })])).toBe(ALL_MARKED)
  })

  test.each<[string, () => [string, string]]>([
    ['no file has changed it', () => [commit({}), commit({ 'app.py': '' })]],
    ['its head is in no file', () => [commit({}), commit({ 'm/1.py': alembic('other', MARK) })]],
    [
      'a commit does not exist on the server',
      () => ['0'.repeat(40), commit({ 'm/1.py': alembic('2', MARK) })],
    ],
  ])('the files are not conclusive when %s', async (_why, commits) => {
    expect(await outlook(commits())).toBe('refused: the schema changed from 1 to 2 since old')
  })
})

describe('with a tool that lists its migrations, their names decide', () => {
  const listed = (...migrations: string[]): Partial<Release> => ({
    revisionBefore: 'Django shop.0001 (1 applied, 0123456789ab)',
    revisionAfter: 'Django shop.0002 (2 applied, ba9876543210)',
    migrations,
  })
  const marked = { 'shop/migrations/0002_title.py': `${MARK}\n` }

  test('each must have a marked file, even if the file existed before', async () => {
    const before = commit(marked)
    expect(await outlook([before, commit({})], listed('shop.0002_title'))).toBe(ALL_MARKED)
  })

  test('however many there are', async () => {
    const names = Array.from({ length: 700 }, (_, at) => `shop/migrations/${1000 + at}_${LONG_NAME}.py`)
    const after = commit(Object.fromEntries(names.map(name => [name, `${MARK}\n`])))
    const migrations = names.map(name => name.replace('shop/migrations/', 'shop.').replace('.py', ''))
    expect(await outlook([commit({}), after], listed(...migrations))).toBe(ALL_MARKED)
  })

  test('a migration of a library has no file', async () => {
    expect(await outlook([commit({}), commit(marked)], listed('shop.0002_title', 'auth.0013_name'))).toMatch(
      /^refused: the schema changed from Django .*: auth\.0013_name is not marked/,
    )
  })

  test('marked files are not enough if some names are unknown', async () => {
    expect(await outlook([commit({}), commit(marked)], listed())).toMatch(/^refused: .* since old$/)
  })
})

test('an unknown schema is refused, and the tables are named', async () => {
  const facts = { revisionProblem: 'its database has none of the known tables' }
  expect(await outlook([commit({}), commit({})], facts)).toMatch(
    /^refused: new ran migrations, .* unknown \(its database .*\)\. Known tables: alembic_version, django_migrations, _prisma_migrations, /,
  )
})

test('nothing is refused when no migrations ran', async () => {
  expect(await outlook([commit({}), commit({})], { migrates: false })).toBe(
    'possible: no migrations since old',
  )
})
