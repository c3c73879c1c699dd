import { posix } from 'node:path'
import {
  type Build,
  composeModel,
  isDataStore,
  loadCompose,
  type RepositoryFiles,
  type Service,
} from '@tsh/standard/reading'
import { meaningOf } from './file-words.ts'

/** How a service is built, although its compose file only pulls its image. */
export interface FoundBuild {
  build: Build
  /** The file that shows it. */
  source: string
}

/**
 * The builds of services whose compose file only pulls their images: those in other compose files, usually of development,
 * and Dockerfiles in a folder with the name of the service.
 * @param others the other compose files of the folder
 */
export function foundBuilds(
  files: RepositoryFiles,
  services: readonly Service[],
  others: readonly string[],
): ReadonlyMap<string, FoundBuild> {
  const written = others.flatMap(path => buildsIn(files, path))
  return new Map(
    services
      .filter(service => !service.build && !isDataStore(service))
      .flatMap((service): [string, FoundBuild][] => {
        const found = written.find(({ name }) => name === service.name) ?? inFolder(files, service)
        return found ? [[service.name, { build: found.build, source: found.source }]] : []
      }),
  )
}

/** Arguments, and a stage for development, belong to the other file. */
function buildsIn(files: RepositoryFiles, path: string): (FoundBuild & { name: string })[] {
  const { root } = loadCompose([path], files.text)
  if (!root) return []
  const { services } = composeModel({ files: [path], root, valueFor: () => undefined })
  return services.flatMap(({ name, build }) => {
    if (!build?.dockerfile || !files.has(build.dockerfile)) return []
    const { target, ...rest } = build
    const isKept = target !== undefined && meaningOf(target) !== 'elsewhere'
    return [{ name, source: path, build: { ...rest, args: [], tags: [], ...(isKept ? { target } : {}) } }]
  })
}

/** An official image, which has no namespace, is not built from the folder: `nginx/` often has just its configuration. */
function inFolder(files: RepositoryFiles, { name, image, at }: Service): FoundBuild | undefined {
  const context = posix.join(posix.dirname(at.file), name)
  const dockerfile = `${context}/Dockerfile`
  if (!files.has(dockerfile) || !/[/$]/.test(image?.raw ?? '')) return undefined
  return { source: dockerfile, build: { context, dockerfile, args: [], tags: [], at } }
}
