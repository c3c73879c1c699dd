import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import type { Environment } from '../consumer/consumer.ts'
import { must, run } from '../machine/command.ts'
import { type Log, silent } from '../machine/progress.ts'
import { changeSample } from './sample-change.ts'

export interface Repository {
  /** Name without owner, such as tsh-erp. */
  name: string
  /** A work tree at the new commit. */
  directory: string
  branch: string
  /** The commit that the server runs before the rehearsal, unless it starts empty. */
  old: string
  /** The commit that is deployed. */
  new: string
}

export const samplePath = join(import.meta.dirname, '../../../../examples/tsh-erp')
export const branches: Record<Environment, string> = { staging: 'develop', production: 'main' }

/** A fixed author and date produce the same commit every time, so that a prepared server can be reused. */
const fixed = (day: string): Record<string, string> => ({
  ...{
    GIT_AUTHOR_NAME: 'Rehearsal',
    GIT_AUTHOR_EMAIL: 'rehearsal@localhost',
    GIT_AUTHOR_DATE: `${day}T08:00:00Z`,
  },
  ...{
    GIT_COMMITTER_NAME: 'Rehearsal',
    GIT_COMMITTER_EMAIL: 'rehearsal@localhost',
    GIT_COMMITTER_DATE: `${day}T08:00:00Z`,
  },
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
})

/** A copy of the repository (or of the sample) with an old commit and a new one on top. */
export async function prepareRepository(
  source: string | undefined,
  environment: Environment,
  options: {
    folder: string
    /** The branch to deploy, based on the repository's files; default: the branch of the environment. */
    branch?: (directory: string, name: string) => string
    /** Files without which a commit cannot have been deployed. */
    needed?: (directory: string, name: string) => readonly string[]
    /** Whether the server runs nothing before the rehearsal. */
    startsEmpty?: boolean
    /** Whether to deploy uncommitted changes as well. */
    uncommitted?: boolean
    log?: Log
    change?: (directory: string, name: string) => Promise<void>
  },
): Promise<Repository> {
  const name = sourceName(source)
  const directory = join(options.folder, 'work', name)
  mkdirSync(directory, { recursive: true })
  const branchIn = (): string => options.branch?.(directory, name) ?? branches[environment]
  const { log = silent, needed, startsEmpty = false } = options
  const { old, branch } = source
    ? await fromRepository(resolve(source), directory, {
        ...{ branchIn, startsEmpty, log, neededIn: () => needed?.(directory, name) ?? [] },
      })
    : await fromSample(directory, branchIn)
  if (source) await takeUncommitted(resolve(source), directory, { ...options, log })
  else changeSample(directory)
  await options.change?.(directory, name)
  await git(directory, ['add', '--all'])
  const message = `${source ? 'Deploy for rehearsal' : 'Find orders by item'}\n\nRehearsal: ${randomUUID()}`
  await git(directory, ['commit', '--quiet', '--allow-empty', '--message', message], {
    ...fixed('2026-01-02'),
    ...now(),
  })
  return { name, directory, branch, old, new: await git(directory, ['rev-parse', 'HEAD']) }
}

const sourceName = (source: string | undefined): string => (source ? basename(resolve(source)) : 'tsh-erp')

const now = () => ({
  GIT_AUTHOR_DATE: new Date().toISOString(),
  GIT_COMMITTER_DATE: new Date().toISOString(),
})

/** The commit that is live, and the branch that is deployed. */
type Start = Pick<Repository, 'old' | 'branch'>

async function fromSample(directory: string, branchIn: () => string): Promise<Start> {
  cpSync(samplePath, directory, { recursive: true, filter: path => !/__pycache__|node_modules/.test(path) })
  const branch = branchIn()
  await git(directory, ['init', '--quiet', '--initial-branch', branch])
  await git(directory, ['add', '--all'])
  await git(directory, ['commit', '--quiet', '--message', 'Sample application'], fixed('2026-01-01'))
  return { old: await git(directory, ['rev-parse', 'HEAD']), branch }
}

/**
 * The parent of HEAD is the running version. A repository with a single commit redeploys it, and so does one whose last
 * commit adds the settings: nothing has been deployed with them before.
 */
async function fromRepository(
  source: string,
  directory: string,
  {
    branchIn,
    neededIn,
    startsEmpty,
    log,
  }: { branchIn: () => string; neededIn: () => readonly string[]; startsEmpty: boolean; log: Log },
): Promise<Start> {
  if (!existsSync(source)) throw new UserError(`--repo ${source} does not exist`)
  const head = await run('git', ['-C', source, 'rev-parse', '--verify', 'HEAD'])
  if (head.code !== 0) throw new UserError(`--repo ${source} is not a git repository with a commit`)
  await must('git', ['clone', '--quiet', '--no-hardlinks', source, directory])
  await git(directory, ['checkout', '--quiet', '--detach', head.stdout.trim()])
  const branch = branchIn()
  await git(directory, ['checkout', '--quiet', '-B', branch])
  const parent = await run('git', ['-C', directory, 'rev-parse', '--verify', '--quiet', 'HEAD~1'])
  if (parent.code !== 0) return { old: head.stdout.trim(), branch }
  const missing = await missingIn(directory, 'HEAD~1', neededIn())
  if (missing.length === 0) return { old: parent.stdout.trim(), branch }
  if (!startsEmpty)
    log(`The commit before HEAD has no ${missing.join(', ')}, so the server runs HEAD before the rehearsal`)
  return { old: head.stdout.trim(), branch }
}

async function missingIn(directory: string, commit: string, files: readonly string[]): Promise<string[]> {
  const missing: string[] = []
  for (const file of files) {
    const { code } = await run('git', ['-C', directory, 'cat-file', '-e', `${commit}:${file}`])
    if (code !== 0) missing.push(file)
  }
  return missing
}

/** Number of file names in a message. */
const MAX_NAMES = 5

/** Copies uncommitted changes, or names them. */
async function takeUncommitted(
  source: string,
  directory: string,
  { uncommitted = false, log }: { uncommitted?: boolean; log: Log },
): Promise<void> {
  const listed = (...args: string[]) => must('git', ['-C', source, ...args, '-z'])
  const changed = (await listed('diff', '--name-only', '--no-renames', 'HEAD')).split('\0').filter(Boolean)
  const added = (await listed('ls-files', '--others', '--exclude-standard')).split('\0').filter(Boolean)
  const files = [...changed, ...added]
  if (files.length === 0) return
  const more = files.length > MAX_NAMES ? ` and ${files.length - MAX_NAMES} more` : ''
  const names = `${files.slice(0, MAX_NAMES).join(', ')}${more}`
  if (!uncommitted)
    return log(`Not rehearsed, because not committed: ${names}. Commit them, or pass --uncommitted`)
  for (const file of files) {
    if (existsSync(join(source, file))) cpSync(join(source, file), join(directory, file), { recursive: true })
    else rmSync(join(directory, file), { force: true })
  }
  log(`Rehearsing uncommitted changes: ${names}`)
}

/** Amends the last commit with all changes. @returns the new commit */
export async function amend(directory: string): Promise<string> {
  await git(directory, ['commit', '--quiet', '--all', '--amend', '--no-edit'], {
    ...fixed('2026-01-02'),
    ...now(),
  })
  return git(directory, ['rev-parse', 'HEAD'])
}

/** A bare repository for the server's `origin` and the runner's checkout. */
export async function publish(repository: Repository, folder: string): Promise<string> {
  const bare = join(folder, `${repository.name}.git`)
  rmSync(bare, { recursive: true, force: true })
  await must('git', ['clone', '--quiet', '--bare', '--no-hardlinks', repository.directory, bare])
  return bare
}

/** A work tree of a commit in a dedicated folder. */
export async function checkout(repository: Repository, commit: string, directory: string): Promise<string> {
  await must('git', ['clone', '--quiet', '--no-hardlinks', '--no-checkout', repository.directory, directory])
  await git(directory, ['checkout', '--quiet', '--detach', commit])
  return directory
}

const git = (directory: string, args: readonly string[], env: Record<string, string> = fixed('2026-01-01')) =>
  must('git', ['-C', directory, ...args], { env })
