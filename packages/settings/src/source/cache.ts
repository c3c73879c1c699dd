import { createHash, randomUUID } from 'node:crypto'
import { lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommittedFile, SettingsRequest } from './request.ts'

type Key = Pick<SettingsRequest, 'repository' | 'sha' | 'path'>

/** A file at a commit is immutable: fetched once per job, then cached in the runner's temporary folder. */
export async function cached(
  { repository, sha, path }: Key,
  fetchFile: () => Promise<CommittedFile>,
  temporary = process.env.RUNNER_TEMP,
): Promise<CommittedFile> {
  if (!temporary) return await fetchFile()
  const folder = join(temporary, 'tsh-settings')
  const key = createHash('sha256').update([repository, sha, path].join('\0')).digest('hex')
  const entry = join(folder, `${key}.json`)
  const kept = await read(entry)
  if (kept !== undefined) return kept
  const file = await fetchFile()
  // A full disk must not fail the step, since the file has been fetched.
  await write(folder, entry, file).catch(() => {})
  return file
}

/** A cache entry, if only this user can have written it. */
async function read(entry: string): Promise<CommittedFile | undefined> {
  try {
    const { mode, uid } = await lstat(entry)
    if ((mode & FILE_MODE) !== PRIVATE_FILE || uid !== process.getuid?.()) return undefined
    const kept: unknown = JSON.parse(await readFile(entry, 'utf8'))
    return isCommittedFile(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

/** File type and permission bits (stat(2)). */
const FILE_MODE = 0o170777
const PRIVATE_FILE = 0o100600

function isCommittedFile(value: unknown): value is CommittedFile {
  if (typeof value !== 'object' || value === null) return false
  const { text } = value as CommittedFile
  return text === undefined || typeof text === 'string'
}

/** Another step may read the entry at the same time, so it is written atomically. */
async function write(folder: string, entry: string, file: CommittedFile): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fresh = `${entry}.${randomUUID()}`
  await writeFile(fresh, JSON.stringify(file), { mode: 0o600, flag: 'wx' })
  await rename(fresh, entry)
}
