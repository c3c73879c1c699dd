import { chmodSync, copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

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
