import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ChangedFile } from './unified-diff.ts'

/** What happened to each file. */
export interface WrittenFiles {
  written: string[]
  /** They exist with another content. */
  kept: string[]
}

/** Writes new files; an existing one is never overwritten. */
export async function writeFiles(folder: string, files: readonly ChangedFile[]): Promise<WrittenFiles> {
  const written = files.filter(({ before }) => before === undefined)
  for (const { path, after } of written) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    // Untracked files are not read, and must not be lost either.
    await writeFile(join(folder, path), after, { flag: 'wx' })
  }
  const kept = files.filter(({ before, after }) => before !== undefined && before !== after)
  return { written: written.map(({ path }) => path), kept: kept.map(({ path }) => path) }
}

/** What was written and kept, or what would be. @param result undefined without `--write` */
export function resultLines(
  folder: string,
  files: readonly ChangedFile[],
  result: WrittenFiles | undefined,
): string {
  const differing = files.filter(({ before, after }) => before !== undefined && before !== after)
  const unchanged = files.filter(({ before, after }) => before === after)
  return [
    ...unchanged.map(({ path }) => `${path} is unchanged`),
    ...differing.map(
      ({ path }) => `${path} exists with other content and is kept; apply the diff manually to use it`,
    ),
    ...(result?.written.map(path => `Wrote ${path}`) ?? []),
    ...(result ? [] : ['Nothing was written; --write writes the new files']),
    `Next: fill in the commented settings, then run npm run settings -- ${folder}`,
  ].join('\n')
}
