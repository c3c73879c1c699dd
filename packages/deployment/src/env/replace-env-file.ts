import type { Remote } from '@tsh/remote'
import { absolute, type Project } from '../application.ts'
import { writeFile } from '../files.ts'

/** Number of old env files that are kept. */
const MAX_COPIES = 5

/** Copies that only the user can read, sorted by time in their names; a file may be needed again. */
const KEEP_OLD = `umask 077
folder=$1/.deploy
mkdir -p -- "$folder"
cp -- "$2" "$folder/env-before-$(date -u +%Y%m%dT%H%M%SZ)"
ls -1 -- "$folder" | grep '^env-before-' | sort -r | tail -n +${MAX_COPIES + 1} |
  while read -r old; do rm -f -- "$folder/$old"; done`

/** Replaces the env file atomically, and keeps the old one in `.deploy` with mode 600. @param text never printed */
export async function replaceEnvFile(
  remote: Remote,
  project: Pick<Project, 'path' | 'envFile'>,
  text: string,
): Promise<void> {
  const file = absolute(project, project.envFile)
  await remote.run(['sh', '-euc', KEEP_OLD, 'keep the old env file', project.path, file])
  await writeFile(remote, file, text)
}
