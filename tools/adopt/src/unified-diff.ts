import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Shell } from '@tsh/shell'

/** A file before and after; undefined if it does not exist. */
export interface ChangedFile {
  path: string
  before: string | undefined
  after: string
}

/** The changes of files as `git diff` shows them. */
export async function unifiedDiff(shell: Shell, files: readonly ChangedFile[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'adopt-'))
  try {
    for (const { path, before, after } of files) {
      await write(join(folder, 'a', path), before)
      await write(join(folder, 'b', path), after)
    }
    await Promise.all(['a', 'b'].map(side => mkdir(join(folder, side), { recursive: true })))
    const args = ['diff', '--no-index', '--no-prefix', '--no-color', '--no-ext-diff', 'a', 'b']
    const { stdout } = await shell.run('git', args, { cwd: folder, allowFailure: true })
    // Of a new file, git repeats the name below b.
    return stdout.replace(/^diff --git b\//gm, 'diff --git a/').trimEnd()
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function write(path: string, text: string | undefined): Promise<void> {
  if (text === undefined) return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}
