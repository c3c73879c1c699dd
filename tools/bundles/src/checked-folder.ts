import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** Lists all other files of a folder with their SHA-256. */
const SUMS = '.sha256.json'

/**
 * A folder whose content is created once. It is reused only if all files still have the content that was
 * written; otherwise it is created again.
 * @param make fills an empty folder
 */
export async function checkedFolder(
  path: string,
  make: (folder: string) => Promise<unknown>,
): Promise<string> {
  if (isIntact(path)) {
    const now = new Date()
    utimesSync(path, now, now)
    return path
  }
  await mkdir(dirname(path), { recursive: true })
  const fresh = await mkdtemp(`${path}.new-`)
  try {
    await make(fresh)
    writeFileSync(join(fresh, SUMS), `${JSON.stringify(fileHashes(fresh), undefined, 2)}\n`)
    // Another process may have created it in the meantime, and a test may already use it.
    if (isIntact(path)) return path
    await rm(path, { recursive: true, force: true })
    await rename(fresh, path).catch(error => {
      if (!isIntact(path)) throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return path
}

function isIntact(path: string): boolean {
  const sums = join(path, SUMS)
  return (
    existsSync(sums) && readFileSync(sums, 'utf8') === `${JSON.stringify(fileHashes(path), undefined, 2)}\n`
  )
}

/** SHA-256 of all files in a folder by relative path, sorted, without the list itself. */
export function fileHashes(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .filter(name => name !== SUMS)
    .sort()
  return Object.fromEntries(
    files.map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}
