import { posix } from 'node:path'
import { type At, entriesOf, get, type MapNode, type Node, textOf } from '../yaml/node.ts'
import type { ValueFor } from './interpolation.ts'
import { readService } from './read-service.ts'
import { readText } from './reading.ts'
import type { ComposeModel, NamedResource } from './service.ts'

export interface ModelSource {
  environment?: string
  files: readonly string[]
  root: MapNode
  /** The values of the env template. */
  valueFor: ValueFor
  /** Restricts services to those without a profile or with this one. */
  profile?: string
}

/** The services of compose files loaded as one tree. */
export function composeModel({ environment, files, root, valueFor, profile }: ModelSource): ComposeModel {
  const [file = ''] = files
  const folder = posix.dirname(file)
  const reading = { valueFor, folder }
  // Paths in an included file are relative to that file, and those in a merged file to the first one.
  const folderFor = (path: string): string => (files.includes(path) ? folder : posix.dirname(path))
  const services = entriesOf(get(root, 'services'))
    .map(([name, { at, node }]) => readService(name, at, node, { valueFor, folder: folderFor(node.file) }))
    .filter(({ profiles }) => profile === undefined || profiles.length === 0 || profiles.includes(profile))
  const name = readText(get(root, 'name'), reading)
  return {
    files,
    at: { file, line: 1 },
    root,
    services,
    networks: resources(get(root, 'networks'), valueFor),
    volumes: resources(get(root, 'volumes'), valueFor),
    ...(environment === undefined ? {} : { environment }),
    ...(name ? { name } : {}),
  }
}

function resources(node: Node | undefined, valueFor: ValueFor): NamedResource[] {
  return entriesOf(node).map(([key, entry]) => {
    const fixed = readText(get(entry.node, 'name'), { valueFor })
    const isExternal = textOf(get(entry.node, 'external')) === 'true'
    const external = isExternal ? { raw: key, value: key, at: entry.at } : undefined
    const own = fixed ?? external
    return { key, at: entry.at, ...(own ? { fixed: own } : {}) }
  })
}

/** The position of a key of a service, or of the service if it does not have the key. */
export function placeOf(service: { node: Node; at: At }, ...path: string[]): At {
  let node: Node | undefined = service.node
  let { at } = service
  for (const key of path) {
    const entry: { at: At; node: Node } | undefined = node?.kind === 'map' ? node.entries.get(key) : undefined
    if (!entry) return at
    at = entry.at
    node = entry.node
  }
  return at
}
