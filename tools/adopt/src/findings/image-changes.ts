import { posix } from 'node:path'
import { type Build, buildDefinition, type RepositoryFiles, type Service } from '@tsh/standard/reading'
import type { FoundBuild } from '../environments/found-builds.ts'
import { isStore, withBaseImage } from '../services/data-stores.ts'
import { registryIn } from '../settings/registry.ts'
import { type ComposeChange, changeOf } from './compose-change.ts'

/** A tag that the deployment sets: `:${VERSION}`, with or without a default. */
const VERSION_TAG = /:\$(?:VERSION|\{VERSION(?::?[-?][^}]*)?\})$/
const TAG = /:(?:[\w.-]|\$\{[^}]*\}|\$\w+)*$/

const repositoryIn = (image: string): string => image.replace(/@.*$/, '').replace(TAG, '')

interface ImageFacts {
  /** Name of the repository, for images without a name. */
  name: string
  registry: string | undefined
  /** The service with the traffic, whose name an image has that several services share. */
  main: Service | undefined
  /** By service. */
  foundBuilds: ReadonlyMap<string, FoundBuild>
}

/**
 * Images that a deployment could not replace: those that are only pulled although the repository builds them, built ones
 * without the version, and those of services without `build` that use a built image.
 */
export function imageChanges(
  files: RepositoryFiles,
  services: readonly Service[],
  { name, registry, main, foundBuilds }: ImageFacts,
): ComposeChange[] {
  const built = new Set(
    services.filter(({ build, image }) => build && image).map(one => repositoryIn(one.image?.raw ?? '')),
  )
  const pulled = new Set(
    services.filter(one => foundBuilds.has(one.name)).map(one => repositoryIn(one.image?.raw ?? '')),
  )
  return services.flatMap(service => {
    const image = service.image?.raw ?? ''
    const found = foundBuilds.get(service.name)
    if (found) return [pullChange(service, found, name)]
    if (!service.build && !built.has(repositoryIn(image))) return []
    if (service.build && isStore(files, service)) return [storeChange(files, service)]
    if (pulled.has(repositoryIn(image))) return tagChange(service, image, localName(service, name))
    const wanted = image === '' ? sharedImage(service, services, main, name) : repositoryIn(image)
    const prefix = prefixChange(service, image, registry)
    return prefix.length > 0 ? prefix : tagChange(service, image, wanted)
  })
}

/** The name of an image without its registry and namespace, which the setting `registry` adds. */
function localName({ name, image }: Service, repository: string): string {
  const last =
    repositoryIn(image?.value ?? '')
      .split('/')
      .at(-1) ?? ''
  return /^[a-z0-9][a-z0-9._-]*$/.test(last) ? last : `${repository.toLowerCase()}-${withoutSlot(name)}`
}

/** A deployment replaces what it has built. */
const pullChange = (service: Service, { build, source }: FoundBuild, repository: string): ComposeChange =>
  changeOf(
    service,
    `only pulls its image, which ${source} builds`,
    `add "build: ${formatBuild(build, posix.dirname(service.at.file))}" and write "image: ${localName(service, repository)}:\${VERSION}"`,
  )

/** The value of `build`, relative to the folder of the compose file. */
function formatBuild({ context = '.', dockerfile = 'Dockerfile', target }: Build, folder: string): string {
  const inside = posix.relative(folder, context)
  const path = inside === '' ? '.' : inside.startsWith('..') ? inside : `./${inside}`
  const file = posix.relative(context, dockerfile)
  const others = [
    ...(file === 'Dockerfile' ? [] : [`dockerfile: ${file}`]),
    ...(target === undefined ? [] : [`target: ${target}`]),
  ]
  return others.length === 0 ? path : `{ context: ${[path, ...others].join(', ')} }`
}

/** Services with the same build share an image, which is then built once. */
function sharedImage(
  service: Service,
  services: readonly Service[],
  main: Service | undefined,
  name: string,
): string {
  const same = services
    .filter(({ build }) => build)
    .filter(one => buildDefinition(one) === buildDefinition(service))
  const named = same.find(({ image }) => image)?.image?.raw
  if (named !== undefined) return repositoryIn(named)
  const first = same.find(one => one === main) ?? same[0] ?? service
  return `${name.toLowerCase()}-${withoutSlot(first.name)}`
}

/**
 * A deployment replaces services with `build`, so one of them must have it.
 * @param main the service with the traffic
 */
export function unbuiltChanges(
  files: RepositoryFiles,
  services: readonly Service[],
  main: Service | undefined,
  name: string,
): ComposeChange[] {
  if (main === undefined || services.some(({ build }) => build)) return []
  const image = `${name.toLowerCase()}-${withoutSlot(main.name)}`
  const build = files.has('Dockerfile') ? 'add "build: ."' : `add "build" with ${dockerfilesIn(files)}`
  const fix = `${build} and write "image: ${image}:\${VERSION}"`
  return [changeOf(main, 'is not built from the repository, and neither is any other service', fix)]
}

function dockerfilesIn({ paths }: RepositoryFiles): string {
  const folders = paths.filter(path => path.endsWith('/Dockerfile')).map(path => posix.dirname(path))
  const [first, ...others] = folders
  if (first === undefined)
    return 'the folder of a new Dockerfile, which may be just FROM and the published image,'
  return others.length === 0
    ? `its folder, ${first},`
    : `the folder of its Dockerfile (${folders.join(', ')})`
}

/** A service with a build is replaced by each deployment. */
const storeChange = (files: RepositoryFiles, service: Service): ComposeChange =>
  changeOf(
    service,
    'is a data store with a build, which each deployment would replace',
    `write "image: ${withBaseImage(files, service).image?.value}" instead, and mount its scripts`,
  )

/** Both slots have the same image. */
const withoutSlot = (service: string): string => service.replace(/[-_.]?(blue|green|left|right)$/, '')

function tagChange(service: Service, image: string, wanted: string): ComposeChange[] {
  if (VERSION_TAG.test(image)) return []
  const why =
    image === '' ? 'has build but no image' : `has the image "${image}", which does not end in :\${VERSION}`
  return [changeOf(service, why, `write "image: ${wanted}:\${VERSION}"`)]
}

/** The setting `registry` precedes the name of the image when it is pushed. */
function prefixChange(service: Service, image: string, registry: string | undefined): ComposeChange[] {
  if (!service.build || registry === undefined || registryIn(service.image?.value ?? '') !== registry)
    return []
  const name = repositoryIn(image).split('/').at(-1)
  return [
    changeOf(
      service,
      `has the registry ${registry} in its image, which the setting registry adds again`,
      `write "image: ${name}:\${VERSION}"`,
    ),
  ]
}
