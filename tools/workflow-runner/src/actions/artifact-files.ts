import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Copies one file like an artifact, which does not preserve permissions (github.com/actions/upload-artifact, README). */
export function copyArtifactFile(from: string, to: string): void {
  makeFolder(dirname(to))
  copyFileSync(from, to)
  chmodSync(to, 0o644)
}

export function copyArtifactFolder(from: string, to: string): void {
  makeFolder(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const copy = entry.isDirectory() ? copyArtifactFolder : copyArtifactFile
    copy(join(from, entry.name), join(to, entry.name))
  }
}

function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o755 })
  if (first) chmodSync(path, 0o755)
}

/** Larger files are left out of a result. */
const MAX_TEXT_BYTES = 1024 * 1024

/** The files of all artifacts up to 1 MiB as text, by `<artifact>/<path>`. */
export function artifactTexts(runFolder: string): Record<string, string> {
  const store = join(runFolder, 'artifacts')
  if (!existsSync(store)) return {}
  const files = readdirSync(store, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => statSync(file).size <= MAX_TEXT_BYTES)
  return Object.fromEntries(files.map(file => [relative(store, file), readFileSync(file, 'utf8')]))
}
