import type { Remote } from '@tsh/remote'
import { ALEMBIC_REVISION, filesOf, isMigrationFile, MARKED } from './migration-files.ts'

/** Two commits in a checkout on the server. */
export interface Commits {
  path: string
  before: string
  after: string
}

/**
 * Migration files added between two commits without the comment that marks them as compatible. Undefined if none were
 * added, or the server does not have the commits.
 *
 * @param revisions of the schema before and after. If the migrations are Alembic's and none of them has the new revision,
 * it comes from elsewhere, and the files are not conclusive
 */
export async function unmarkedFiles(
  remote: Remote,
  commits: Commits,
  revisions?: { before: string; after: string },
): Promise<string[] | undefined> {
  const git = gitIn(remote, commits.path)
  const added = await addedMigrations(git, commits)
  if (!added || (revisions && !hasHeads([...added.values()].flat(), revisions))) return undefined
  const marked = await markedFiles(git, commits.after)
  return marked && [...added.keys()].filter(file => !marked.has(file))
}

function hasHeads(known: readonly string[], { before, after }: { before: string; after: string }): boolean {
  const old = before.split(',')
  return known.length === 0 || after.split(',').every(head => old.includes(head) || known.includes(head))
}

/** The migration files added by a commit, with their revisions for Alembic. */
async function addedMigrations(
  git: Git,
  { before, after }: Commits,
): Promise<Map<string, string[]> | undefined> {
  // A file that was only moved does not count as added.
  const diff = ['diff', '--name-only', '--diff-filter=A', '--find-renames=100%', '-z', before, after]
  const added = await git(...diff)
  if (!added?.length) return undefined
  const lines = await git('grep', '-z', '-E', '-e', ALEMBIC_REVISION, after)
  if (!lines) return undefined
  const isAdded = new Set(added)
  const migrations = new Map(added.filter(isMigrationFile).map(file => [file, [] as string[]]))
  for (const [, name = '', line = ''] of lines.join('\0').matchAll(REVISION_LINE)) {
    const file = name.slice(after.length + 1)
    if (isAdded.has(file)) migrations.set(file, /["']([^"']+)["']/.exec(line)?.slice(1) ?? [])
  }
  return migrations.size > 0 ? migrations : undefined
}

/** `commit:file`, zero byte, line. */
const REVISION_LINE = /([^\0\n]+)\0([^\n]*)(?:\n|$)/g

/** Migrations whose file in a commit lacks the comment or does not exist. Undefined without the commit. */
export async function unmarkedMigrations(
  remote: Remote,
  { path, after }: Omit<Commits, 'before'>,
  migrations: readonly string[],
): Promise<string[] | undefined> {
  const git = gitIn(remote, path)
  const all = await git('ls-tree', '-r', '--name-only', '-z', after)
  if (!all) return undefined
  const files = new Map(migrations.map(name => [name, filesOf(name, all)]))
  const marked = await markedFiles(git, after)
  if (!marked) return undefined
  return migrations.filter(name => {
    const own = files.get(name) ?? []
    return own.length === 0 || !own.every(file => marked.has(file))
  })
}

/** Names printed by git, or nothing when it fails. */
type Git = (...args: string[]) => Promise<string[] | undefined>

function gitIn(remote: Remote, path: string): Git {
  return async (...args) => {
    const { code, stdout } = await remote.run(['git', '-C', path, ...args], { allowFailure: true })
    // git grep exits with 1 when it finds nothing.
    if (code > (args[0] === 'grep' ? 1 : 0)) return undefined
    return stdout.split('\0').filter(name => name !== '')
  }
}

/** Searches the whole commit: thousands of file names would exceed the maximum length of a command line. */
async function markedFiles(git: Git, commit: string): Promise<Set<string> | undefined> {
  const found = await git('grep', '-l', '-z', '-E', '-e', MARKED, commit)
  return found && new Set(found.map(name => name.slice(commit.length + 1)))
}
