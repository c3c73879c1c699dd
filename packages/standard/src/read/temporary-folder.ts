import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A temporary folder with input files for programs. */
export interface TemporaryFolder {
  path: string
  /** @returns the path of the file */
  write(name: string, text: string): Promise<string>
}

/** Runs work with a private temporary folder, and removes it afterwards. */
export async function withTemporaryFolder<T>(work: (folder: TemporaryFolder) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'standard-'))
  try {
    return await work({
      path,
      async write(name, text) {
        await writeFile(join(path, name), text)
        return join(path, name)
      },
    })
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
