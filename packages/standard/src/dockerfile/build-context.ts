import { posix } from 'node:path'
import dockerignore from '@balena/dockerignore'
import type { Build } from '../compose/service.ts'
import type { RepositoryFiles } from '../model/files.ts'
import type { Dockerfile } from './read-dockerfile.ts'

/** What a build can read. */
export interface BuildContext {
  /** Relative to the repository; `.` for all of it. */
  folder: string
  /** The ignore file, where there is one. */
  ignoreFile?: string
  /** Whether a path of the repository is sent to the build. */
  includes(path: string): boolean
}

/** The context of a build with the `.dockerignore` that docker takes: that of the Dockerfile before that of the folder. */
export function buildContext(
  { context, dockerfile }: Build,
  files: RepositoryFiles,
): BuildContext | undefined {
  if (context === undefined) return undefined
  const own = `${dockerfile}.dockerignore`
  const shared = posix.join(context, '.dockerignore')
  const ignoreFile = [own, shared].find(path => files.text(path) !== undefined)
  const ignored = dockerignore({ ignorecase: false }).add(patternsOf(files.text(ignoreFile ?? '') ?? ''))
  return {
    folder: context,
    ...(ignoreFile === undefined ? {} : { ignoreFile }),
    includes(path) {
      const inside = posix.relative(context, path)
      return inside !== '' && !inside.startsWith('..') && !ignored.ignores(inside)
    },
  }
}

/**
 * The patterns of an ignore file. The library takes signs that are plain for Docker for those of a regular expression, and fails at
 * a class without an end, which Docker refuses.
 */
function patternsOf(text: string): string[] {
  const patterns = text.split('\n').map(line => line.replace(/[(){}+^$|]/g, '?'))
  return patterns.filter(pattern => !/\[(?![^\]]+\])/.test(pattern) && !pattern.trim().endsWith('\\'))
}

/** The line of a Dockerfile that copies a path of its context, in any stage. */
export function copyingLine(
  dockerfile: Dockerfile,
  { folder }: BuildContext,
  path: string,
): number | undefined {
  const inside = posix.relative(folder, path)
  return copiesOf(dockerfile).find(({ sources }) => sources.some(source => covers(source, inside)))?.line
}

/** Instructions that copy from the context, with what they copy. */
export function copiesOf({ stages }: Dockerfile): { sources: string[]; line: number }[] {
  return stages
    .flatMap(({ steps }) => steps)
    .filter(({ keyword, flags }) => (keyword === 'COPY' || keyword === 'ADD') && !flags.has('from'))
    .map(({ words, at }) => ({ sources: words.slice(0, -1), line: at.line }))
}

function covers(source: string, path: string): boolean {
  const clean = posix.normalize(source.replace(/^\//, '')).replace(/\/$/, '')
  if (clean === '.' || clean === '') return true
  return path === clean || path.startsWith(`${clean}/`) || posix.matchesGlob(path, clean)
}
