import { posix } from 'node:path'
import dockerignore from '@balena/dockerignore'
import type { Build } from '../compose/service.ts'
import type { RepositoryFiles } from '../model/files.ts'
import type { Dockerfile, Stage } from './read-dockerfile.ts'
import { stagesOfImage } from './stages.ts'

/** The files available to a build. */
export interface BuildContext {
  /** Relative to the repository; `.` for all of it. */
  folder: string
  /** The ignore file, if there is one. */
  ignoreFile?: string
  /** Whether a path of the repository is sent to the build. */
  includes(path: string): boolean
}

/** The context of a build with the `.dockerignore` that docker uses: next to the Dockerfile, else in the context folder. */
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
 * The patterns of an ignore file. The library treats characters that are literal for Docker as regular expression syntax,
 * and throws on an unterminated class, which Docker rejects.
 */
function patternsOf(text: string): string[] {
  const patterns = text.split('\n').map(line => line.replace(/[(){}+^$|]/g, '?'))
  return patterns.filter(pattern => !/\[(?![^\]]+\])/.test(pattern) && !pattern.trim().endsWith('\\'))
}

/** What an image is built from. */
interface ImageSource {
  dockerfile: Dockerfile
  stage: Stage
  context: BuildContext
}

/** The line of a Dockerfile that copies a path of the context while the image is built. */
export function copyingLine(image: ImageSource, path: string): number | undefined {
  const inside = posix.relative(image.context.folder, path)
  return copiesOf(image).find(({ sources }) => sources.some(source => covers(source, inside)))?.line
}

/** Instructions that copy from the context while the image is built, with their sources. */
export function copiesOf({
  dockerfile,
  stage,
}: Pick<ImageSource, 'dockerfile' | 'stage'>): { sources: string[]; line: number }[] {
  return stagesOfImage(dockerfile, stage)
    .flatMap(({ steps }) => steps)
    .filter(({ keyword, flags }) => (keyword === 'COPY' || keyword === 'ADD') && !flags.has('from'))
    .map(({ args, at }) => ({ sources: args.slice(0, -1), line: at.line }))
}

function covers(source: string, path: string): boolean {
  const clean = posix.normalize(source.replace(/^\//, '')).replace(/\/$/, '')
  if (clean === '.' || clean === '') return true
  return path === clean || path.startsWith(`${clean}/`) || posix.matchesGlob(path, clean)
}
