import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import type { Shell } from '@tsh/shell'
import { type RepositoryFiles, repositoryFiles } from '../model/files.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/** Ports for reading a repository. */
export interface ReadPorts {
  shell: Shell
}

export interface ReadOptions {
  /** Only files tracked by git. Default: also untracked files that are not ignored. */
  trackedOnly?: boolean
}

const MAX_TEXT_BYTES = 1024 * 1024
const MAX_FILES = 50_000
const MAX_PARALLEL_READS = 64

/** Reads the files of a repository, without symbolic links. @throws UserError when the folder does not exist */
export async function readFiles(
  { shell }: ReadPorts,
  folder: string,
  options: ReadOptions = {},
): Promise<RepositoryFiles> {
  const found = await lstat(folder).catch(() => undefined)
  if (!found?.isDirectory())
    throw new UserError(`${folder} is not a directory. Pass the path of a repository`)
  const paths = await listFiles(shell, folder, options)
  if (paths.length > MAX_FILES)
    throw new UserError(
      `${folder} has ${paths.length} files, more than the limit of ${MAX_FILES}. Remove generated files from it, or do not check the standard (setting "standard: off")`,
    )
  const texts = new Map<string, string | undefined>()
  for (let at = 0; at < paths.length; at += MAX_PARALLEL_READS) {
    const some = paths.slice(at, at + MAX_PARALLEL_READS)
    const read = await Promise.all(some.map(path => readText(join(folder, path))))
    for (const [index, path] of some.entries()) {
      const file = read[index]
      if (file) texts.set(path, file.text)
    }
  }
  return repositoryFiles(texts)
}

/** The files tracked by git; without a repository, all files that are not ignored. */
async function listFiles(
  shell: Shell,
  folder: string,
  { trackedOnly = false }: ReadOptions,
): Promise<string[]> {
  const others = ['--others', '--exclude-standard']
  const all = ['-C', folder, 'ls-files', '-z', '--cached', ...(trackedOnly ? [] : others)]
  const { code, stdout } = await shell.run('git', all, { allowFailure: true })
  const paths = code === 0 ? namesIn(stdout) : []
  if (paths.length > 0) return paths
  return withTemporaryFolder(async ({ path }) => {
    await shell.run('git', ['init', '-q', path])
    const command = [`--git-dir=${join(path, '.git')}`, '--work-tree=.', 'ls-files', '-z', ...others]
    return namesIn((await shell.run('git', command, { cwd: folder })).stdout)
  })
}

const namesIn = (text: string): string[] => [
  ...new Set(text.split('\0').filter(path => path !== '' && !path.endsWith('/'))),
]

/** Undefined if the file no longer exists; no text if it is binary or too large. */
async function readText(path: string): Promise<{ text: string | undefined } | undefined> {
  try {
    const file = await lstat(path)
    if (!file.isFile()) return undefined
    if (file.size > MAX_TEXT_BYTES) return { text: undefined }
    const bytes = await readFile(path)
    const isBinary = bytes.subarray(0, 8000).includes(0)
    return { text: isBinary ? undefined : bytes.toString('utf8').replace(/^\uFEFF/, '') }
  } catch {
    return undefined
  }
}
