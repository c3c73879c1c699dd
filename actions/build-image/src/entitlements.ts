import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Shell } from '@tsh/shell'
import type { Target } from './bake-file.ts'

/**
 * Options that allow bake to read what the targets use outside of its working folder. Buildx 0.20 and later refuse that
 * otherwise, and versions before 0.17 do not know the option (docker/buildx, bake/entitlements.go).
 * @param files other files that the targets read
 */
export async function entitlements(
  targets: readonly Target[],
  files: readonly string[],
  { folder, shell }: { folder: string; shell: Shell },
): Promise<string[]> {
  const paths = [...targets.flatMap(localPaths), ...files].map(path => resolve(folder, path))
  const outside = [...new Set(paths)].filter(path => isOutside(relative(folder, path)))
  if (outside.length === 0) return []
  const { stdout } = await shell.run('docker', ['buildx', 'version'])
  return isEnforcedBy(stdout) ? outside.map(path => `--allow=fs.read=${path}`) : []
}

const isOutside = (path: string): boolean => path === '..' || path.startsWith('../') || isAbsolute(path)

/** The folders and the Dockerfile of a target, except remote ones (`https://…`, `docker-image://…`, `target:…`). */
function localPaths({ context = '.', contexts = {}, dockerfile = 'Dockerfile' }: Target): string[] {
  const folders = [context, ...Object.values(contexts)].filter(path => !REMOTE.test(path))
  return REMOTE.test(context)
    ? folders
    : [...folders, isAbsolute(dockerfile) ? dockerfile : join(context, dockerfile)]
}

const REMOTE = /^([\w.+-]+:|git@)/

/** Whether a version of Buildx is 0.20 or later: `github.com/docker/buildx v0.29.1 …`. A development version is. */
export function isEnforcedBy(version: string): boolean {
  const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d/.exec(version) ?? []
  return major === undefined || Number(major) > 0 || Number(minor) >= 20
}
