import { posix } from 'node:path'
import { finalStage, resolved, type Step, stepsOf } from '@tsh/standard/reading'
import type { BuildContext } from './build-context.ts'

/**
 * A file of the build context as a command in the container names it, relative to the `working_dir` of the
 * service, else to the last WORKDIR of the Dockerfile; its path in the context if no COPY or ADD brings it into the image.
 * @param path relative to the build context
 */
export function pathInImage(context: BuildContext, path: string): string {
  const { directory, location } = placeInImage(context, path)
  return location === undefined ? path : posix.relative(context.workingDirectory ?? directory, location)
}

/**
 * The absolute path of a file of the build context in the image; undefined if no COPY or ADD brings it there.
 * @param path relative to the build context
 */
export const locationInImage = (context: BuildContext, path: string): string | undefined =>
  placeInImage(context, path).location

function placeInImage(context: BuildContext, path: string): { directory: string; location?: string } {
  const { dockerfile } = context
  const stage = dockerfile && finalStage(dockerfile, context.target)
  let directory = '/'
  let location: string | undefined
  if (!dockerfile || !stage) return { directory }
  for (const step of stepsOf(dockerfile, stage, 'WORKDIR', 'COPY', 'ADD')) {
    const args = step.args.map(arg => resolved(dockerfile, stage, arg))
    if (step.keyword === 'WORKDIR') directory = posix.resolve(directory, args[0] ?? '.')
    else location = copied({ ...step, args }, directory, path) ?? location
  }
  return { directory, ...(location === undefined ? {} : { location }) }
}

/** Where a step copies a file of the context to; undefined if it does not. */
function copied({ args, flags }: Step, directory: string, path: string): string | undefined {
  const target = posix.resolve(directory, args.at(-1) ?? '.')
  if (flags.has('from')) return undefined
  for (const source of args.slice(0, -1)) {
    const inside = posix.relative(posix.resolve('/', source), `/${path}`)
    if (inside === '')
      return posix.basename(target) === posix.basename(path)
        ? target
        : posix.join(target, posix.basename(path))
    if (!inside.startsWith('../')) return posix.join(target, inside)
  }
  return undefined
}
