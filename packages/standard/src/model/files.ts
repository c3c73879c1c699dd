import { posix } from 'node:path'
import ignore from 'ignore'

/** The files of a repository, by paths relative to it. */
export interface RepositoryFiles {
  /** All of them, sorted. */
  paths: readonly string[]
  has(path: string): boolean
  /** Whether there is a file or a folder. */
  hasPath(path: string): boolean
  /** Undefined for a file that is missing, binary or too large. */
  text(path: string): string | undefined
  /** Whether a path is ignored by a `.gitignore` file. */
  isIgnored(path: string): boolean
}

/** The files of a repository from their texts. @param texts by path; undefined for a file that is not text */
export function repositoryFiles(texts: ReadonlyMap<string, string | undefined>): RepositoryFiles {
  const paths = [...texts.keys()].sort()
  const folders = new Set(paths.flatMap(foldersOf))
  const ignores = paths
    .filter(path => posix.basename(path) === '.gitignore')
    .map(path => ({ folder: posix.dirname(path), rules: ignore().add(patternsOf(texts.get(path) ?? '')) }))
  return {
    paths,
    has: path => texts.has(path),
    hasPath: path => texts.has(path) || folders.has(path.replace(/\/$/, '')) || path === '.' || path === '',
    text: path => texts.get(path),
    isIgnored(path) {
      let isIgnored = false
      for (const { folder, rules } of ignores) {
        const inside = posix.relative(folder, path)
        if (inside === '' || inside.startsWith('..')) continue
        const { ignored, unignored } = rules.test(inside)
        if (ignored || unignored) isIgnored = ignored
      }
      return isIgnored
    },
  }
}

/** Git skips invalid patterns, but the library throws. */
function patternsOf(text: string): string[] {
  return text.split('\n').filter(pattern => {
    try {
      ignore().add(pattern).ignores('x')
      return true
    } catch {
      return false
    }
  })
}

function foldersOf(path: string): string[] {
  const folder = posix.dirname(path)
  return folder === '.' ? [] : [folder, ...foldersOf(folder)]
}
