import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '@tsh/sandbox'

/** A realistic repository in `repositories/`. */
export interface RepositoryFixture {
  name: string
  /** The environment that its workflow deploys to. */
  environment: Environment
  description: string
}

export const REPOSITORIES: readonly RepositoryFixture[] = [
  {
    name: 'bookshop',
    environment: 'production',
    description: 'nothing in common with the sample: other names, ports, paths, slots and user, no registry',
  },
  {
    name: 'leaflet',
    environment: 'staging',
    description: 'no slots and no database; one compose file for every environment, by profiles',
  },
  {
    name: 'fastapi',
    environment: 'production',
    description: 'FastAPI template: two compose files, prestart service with alembic, API below /api/v1',
  },
  {
    name: 'django',
    environment: 'production',
    description: 'gunicorn, Celery worker and beat of the same image without build, env files in .envs/',
  },
  {
    name: 'node',
    environment: 'production',
    description: 'Node.js with a build argument, a build secret and a migration script; health at /healthz',
  },
  {
    name: 'includes',
    environment: 'production',
    description: 'compose files that are joined with include, services that extend one of another file',
  },
  {
    name: 'two-services',
    environment: 'production',
    description: 'two services that switch slots together',
  },
  {
    name: 'two-applications',
    environment: 'production',
    description: 'a monorepo of two applications, each with its own compose file and workflow',
  },
  {
    name: 'one-shot',
    environment: 'production',
    description:
      'a compose file in a folder; a one-shot service that prepares the database, and that the application waits for',
  },
  {
    name: 'external-database',
    environment: 'production',
    description: 'PostgreSQL in a container outside of the compose file',
  },
  {
    name: 'gateway',
    environment: 'production',
    description: 'nginx in the compose file serves the site; the application behind it is replaced in place',
  },
]

/** The folder of the fixtures. */
export const FIXTURES = join(import.meta.dirname, '../../repositories')

const BRANCHES: Record<Environment, string> = { staging: 'develop', production: 'main' }
const EDITIONS = ['First edition', 'Second edition'] as const

/** Creates a git repository from a fixture: two commits, of which the second changes a visible text and is deployed. */
export function makeRepository(name: string, folder: string): string {
  const fixture = REPOSITORIES.find(known => known.name === name)
  if (!fixture)
    throw new Error(`there is no repository "${name}" (known: ${REPOSITORIES.map(known => known.name)})`)
  const directory = join(folder, name)
  cpSync(join(FIXTURES, name), directory, { recursive: true })
  startHistory(directory, BRANCHES[fixture.environment])
  publishSecondEdition(directory)
  commit(directory, 'Second edition')
  return directory
}

/** Turns a folder into a git repository with one commit. */
export function startHistory(directory: string, branch: string): void {
  git(directory, 'init', '--quiet', `--initial-branch=${branch}`)
  commit(directory, 'Open')
}

export function commit(directory: string, message: string): void {
  git(directory, 'add', '--all')
  git(directory, 'commit', '--quiet', `--message=${message}`)
}

function publishSecondEdition(directory: string): void {
  const [first, second] = EDITIONS
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (!entry.isFile() || file.includes('/.git/')) continue
    const text = readFileSync(file, 'utf8')
    if (text.includes(first)) writeFileSync(file, text.replace(first, second))
  }
}

/** A reproducible commit, so that the prepared server is reused. */
function git(directory: string, ...args: string[]): void {
  const [name, email, date] = ['Librarian', 'librarian@localhost', '2026-02-01T08:00:00Z']
  const author = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date }
  const committer = { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date }
  execFileSync('git', ['-C', directory, ...args], { env: { ...process.env, ...author, ...committer } })
}
