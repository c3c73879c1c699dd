import { posix } from 'node:path'
import { get, itemsOf, type RepositoryFiles, type Service, textOf, variablesIn } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import { type BuildContext, buildContextOf } from '../settings/build-context.ts'
import { locationInImage } from '../settings/path-in-image.ts'
import { type ComposeChange, changeOf } from './compose-change.ts'

type Volume = Service['volumes'][number]

/** Mounts of the checkout over the code of an image: a rollback to an older image would not change what runs. */
export function mountChanges(files: RepositoryFiles, environment: Environment): ComposeChange[] {
  const folder = posix.dirname(environment.composeFiles[0] ?? '')
  return environment.model.services
    .filter(({ build }) => build)
    .flatMap(service => {
      const context = buildContextOf(files, service)
      return service.volumes
        .filter(volume => hidesCode(context, sourceOf(folder, volume), volume.target))
        .map(volume => mountChange(service, volume, environment))
    })
}

/** The source of a bind mount, relative to the repository; undefined if it is not in it. */
function sourceOf(folder: string, { type, source }: Volume): string | undefined {
  if (type !== 'bind' || /^[/~$]/.test(source)) return undefined
  const path = posix.join(folder, source).replace(/(?<=.)\/$/, '')
  return path.startsWith('..') ? undefined : path
}

/** Whether the build context is in the mount, or files that the image has at the same place. */
function hidesCode(context: BuildContext, source: string | undefined, target: string): boolean {
  if (source === undefined) return false
  if (isIn(context.folder, source)) return true
  return context.paths
    .filter(path => isIn(posix.join(context.folder, path), source) && !posix.basename(path).startsWith('.'))
    .some(path => {
      const inside = posix.relative(source, posix.join(context.folder, path))
      return locationInImage(context, path) === posix.join(target, inside)
    })
}

const isIn = (path: string, folder: string): boolean =>
  folder === '.' || path === folder || path.startsWith(`${folder}/`)

function mountChange(service: Service, volume: Volume, { template }: Environment): ComposeChange {
  const { source, target, at } = volume
  const given = variablesOf(service, volume).find(name =>
    template?.assignments.some(({ key }) => key === name),
  )
  const why = `mounts ${source} over its code, so it runs the checkout at ${target} instead of the image, also after a rollback`
  const fix =
    given === undefined
      ? 'remove the mount; development can have it in compose.override.yml, which deployments do not read'
      : `remove the mount, or set ${given} to another value in ${template?.path} and on the server`
  return changeOf({ name: service.name, at }, why, fix)
}

/** The variables in the text of a volume. */
const variablesOf = ({ node, volumes }: Service, volume: Volume): string[] =>
  variablesIn(textOf(itemsOf(get(node, 'volumes'))[volumes.indexOf(volume)]) ?? '').map(({ name }) => name)
