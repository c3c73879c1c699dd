import type { Remote } from '@tsh/remote'
import type { Project } from '../application.ts'
import type { Release } from '../journal/journal.ts'

/**
 * The project with the compose files of a version that is checked out: a later commit may have added or renamed some. They
 * are in the journal, except for versions that were released with a single file by earlier versions of these actions. Of
 * those it is one that the commit has.
 */
export async function atVersion<T extends Project>(
  remote: Remote,
  project: T,
  releases: readonly Pick<Release, 'version' | 'composeFiles'>[],
  version: string,
): Promise<T> {
  const recorded = releases.findLast(
    release => release.version === version && (release.composeFiles ?? []).length > 0,
  )?.composeFiles
  if (recorded) return { ...project, composeFiles: recorded }
  if (project.composeFiles.length < 2) return project
  const existing = await existingFiles(remote, project)
  return existing.length === 0 ? project : { ...project, composeFiles: existing }
}

async function existingFiles(remote: Remote, { path, composeFiles }: Project): Promise<string[]> {
  const script = 'cd "$1"; shift; for file; do [ ! -e "$file" ] || echo "$file"; done'
  const { stdout } = await remote.run([
    ...['sh', '-euc', script, 'list the compose files', path],
    ...composeFiles,
  ])
  const lines = stdout.split('\n')
  return composeFiles.filter(file => lines.includes(file))
}
