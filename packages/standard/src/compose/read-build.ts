import { entryOf, get, itemsOf, type Node } from '../yaml/node.ts'
import { inRepository, readSettings, readText, type ServiceReading } from './reading.ts'
import type { Build } from './service.ts'

export function readBuild(node: Node, reading: ServiceReading): Build | undefined {
  const entry = entryOf(node, 'build')
  if (!entry) return undefined
  const { node: build, at } = entry
  const written = build.kind === 'text' ? build : (get(build, 'context') ?? undefined)
  const context = inRepository(reading.folder, readText(written, reading)?.value ?? '.')
  const name = readText(get(build, 'dockerfile'), reading)?.value ?? 'Dockerfile'
  const isInline = get(build, 'dockerfile_inline') !== undefined
  const dockerfile = context === undefined || isInline ? undefined : inRepository(context, name)
  const target = readText(get(build, 'target'), reading)?.value
  return {
    at,
    args: readSettings(get(build, 'args'), reading),
    tags: itemsOf(get(build, 'tags')).flatMap(tag => readText(tag, reading) ?? []),
    ...(context === undefined ? {} : { context }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(target === undefined ? {} : { target }),
  }
}
