import { posix } from 'node:path'
import { copiesOf, copyingLine } from '../../dockerfile/build-context.ts'
import { finalUser, homeOf, layersOf, resolved } from '../../dockerfile/stages.ts'
import { type BuiltImage, builtImages, type Repository } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'
import { isSecretFile } from '../secrets/secret-files.ts'

export const secretsInContext: Rule = {
  id: 'BLD-4',
  severity: 'E',
  title: 'No secret is copied into an image.',
  fix: 'Exclude it in .dockerignore, for example with `.env*`.',
  check: repository =>
    builtImages(repository).flatMap(image => {
      const { context, dockerfile } = image
      const candidates = [
        ...new Set([
          ...envFilesOnServer(repository),
          ...repository.files.paths.filter(path => isSecretFile(repository.files, path)),
        ]),
      ]
      const copied = candidates.filter(
        path => context.includes(path) && copyingLine(image, path) !== undefined,
      )
      const [first] = copied
      if (first === undefined) return []
      const line = copyingLine(image, first) ?? 1
      const at =
        context.ignoreFile === undefined
          ? { file: dockerfile.path, line }
          : { file: context.ignoreFile, line: 1 }
      const more = copied.length > 1 ? ` and ${copied.length - 1} more` : ''
      return [
        { at, subject: context.folder, message: `the build of ${image.service.name} copies ${first}${more}` },
      ]
    }),
}

/** Env files that exist where images are built, although not in the repository. */
const envFilesOnServer = ({ environments, models }: Repository): string[] => [
  ...environments.filter(({ model, settings }) => model && settings).map(({ envFile }) => envFile),
  ...models.flatMap(({ services }) => services.flatMap(({ envFiles }) => envFiles.map(({ path }) => path))),
]
const UNRELATED = ['.git', '.github', 'docs', 'doc', 'tests', 'test', 'node_modules']

export const unrelatedTrees: Rule = {
  id: 'BLD-5',
  severity: 'W',
  title: 'Builds copy only what the image needs, so that unrelated commits do not change it.',
  fix: 'Exclude the folders in .dockerignore.',
  check: repository =>
    builtImages(repository).flatMap(image => {
      const folders = copiedFolders(image, repository)
      if (folders.length === 0) return []
      const { dockerfile, service } = image
      const copy = copiesOf(image).find(({ sources }) => sources.some(isAll))
      const at = { file: dockerfile.path, line: copy?.line ?? 1 }
      return [{ at, message: `the build of ${service.name} copies ${folders.join(', ')}` }]
    }),
}

const isAll = (source: string): boolean => /^\.?\/?\.?\/?$/.test(source)

function copiedFolders(image: BuiltImage, { files, models }: Repository): string[] {
  const { context, service } = image
  if (!copiesOf(image).some(({ sources }) => sources.some(isAll))) return []
  const others = models
    .flatMap(model => model.services)
    .flatMap(({ build }) => build?.context ?? [])
    .filter(folder => folder !== service.build?.context)
  const inside = [...UNRELATED.map(name => posix.join(context.folder, name)), ...others]
  return [...new Set(inside)].filter(folder => {
    const isThere = posix.basename(folder) === '.git' ? context.folder === '.' : files.hasPath(folder)
    return isThere && folder !== '.' && context.includes(folder) && context.includes(`${folder}/x`)
  })
}

export const userSite: Rule = {
  id: 'BLD-6',
  severity: 'E',
  title: 'Packages in `~/.local` are copied to the home directory of the final user.',
  fix: 'Copy them to the home directory of the user that the image runs as.',
  check: repository =>
    builtImages(repository).flatMap(({ dockerfile, stage }) => {
      const { user } = finalUser(dockerfile, stage)
      const home = homeOf(dockerfile, stage, user)
      return layersOf(dockerfile, stage)
        .flatMap(({ steps }) => steps)
        .filter(({ keyword, flags }) => keyword === 'COPY' && flags.has('from'))
        .flatMap(({ args, at }) => {
          const target = resolved(dockerfile, stage, args.at(-1) ?? '').replace(/\/$/, '')
          if (!target.endsWith('/.local') || home === undefined || target === `${home}/.local`) return []
          return [{ at, message: `${target} is not in ${home}, the home directory of ${user || 'root'}` }]
        })
    }),
}
