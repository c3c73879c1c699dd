import { posix } from 'node:path'
import { type At, entriesOf, entryOf, get, itemsOf, type Node, textOf, textsOf } from '../yaml/node.ts'
import { interpolate, type ValueFor } from './interpolation.ts'
import { asMap, namesAsMap } from './merge.ts'
import { portsOf } from './ports.ts'
import type { Attachment, Build, Command, Healthcheck, Service, Setting, Text, Volume } from './service.ts'
import { readVolume } from './volumes.ts'

/** What the values of a service are read with. */
export interface ServiceReading {
  valueFor: ValueFor
  /** Folder that relative paths are relative to. */
  folder: string
}

/** A service with every key in its long form. */
export function readService(name: string, at: At, node: Node, reading: ServiceReading): Service {
  const text = (key: string): Text | undefined => readText(get(node, key), reading)
  const image = text('image')
  const build = readBuild(node, reading)
  const containerName = text('container_name')
  const networkMode = text('network_mode')
  const command = readCommand(get(node, 'command'), reading)
  const entrypoint = readCommand(get(node, 'entrypoint'), reading)
  const healthcheck = readHealthcheck(node, reading)
  return {
    name,
    at,
    node,
    ports: itemsOf(get(node, 'ports')).flatMap(item => portsOf(item, reading)),
    environment: readSettings(get(node, 'environment'), reading),
    envFiles: readEnvFiles(get(node, 'env_file'), reading),
    dependsOn: entriesOf(mapped(node, 'depends_on')).map(([service, entry]) => ({
      service,
      condition: textOf(get(entry.node, 'condition')) ?? 'service_started',
      at: entry.at,
    })),
    networks: readNetworks(node),
    volumes: [...itemsOf(get(node, 'volumes')), ...tmpfsOf(node)].map(item => readVolume(item, reading)),
    profiles: textsOf(get(node, 'profiles')),
    limits: readLimits(node, reading),
    ...(image ? { image } : {}),
    ...(build ? { build } : {}),
    ...(containerName ? { containerName } : {}),
    ...(networkMode ? { networkMode } : {}),
    ...(command ? { command } : {}),
    ...(entrypoint ? { entrypoint } : {}),
    ...(healthcheck ? { healthcheck } : {}),
  }
}

export function readText(
  node: Node | undefined,
  { valueFor }: Pick<ServiceReading, 'valueFor'>,
): Text | undefined {
  if (node?.kind !== 'text') return undefined
  return { raw: node.text, value: interpolate(node.text, valueFor), at: { file: node.file, line: node.line } }
}

const mapped = (node: Node, key: string): Node | undefined => {
  const value = get(node, key)
  return value && namesAsMap(value)
}

const tmpfsOf = (node: Node): Node[] =>
  textsOf(get(node, 'tmpfs')).flatMap(text => {
    const { file, line } = get(node, 'tmpfs') ?? node
    return { kind: 'text' as const, file, line, isString: true, text: `tmpfs:${text.split(':')[0]}:tmpfs` }
  })

function readSettings(node: Node | undefined, reading: ServiceReading): Setting[] {
  if (!node) return []
  return entriesOf(asMap(node)).map(([key, entry]) => {
    const isGiven = entry.node.kind === 'text' && (entry.node.text !== '' || entry.node.isString)
    const value = isGiven ? readText(entry.node, reading) : undefined
    return { key, at: entry.at, ...(value ? { value } : {}) }
  })
}

function readBuild(node: Node, reading: ServiceReading): Build | undefined {
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

/** A path relative to the repository, or nothing where it is outside of it or no path. */
function inRepository(folder: string, path: string): string | undefined {
  if (/^([a-z+]+:\/\/|git@|\/|~)/.test(path) || path.includes('$')) return undefined
  const joined = posix.normalize(posix.join(folder, path)).replace(/\/$/, '')
  return joined.startsWith('..') ? undefined : joined
}

function readEnvFiles(node: Node | undefined, reading: ServiceReading): Service['envFiles'] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : []
  return items.flatMap(item => {
    const text = readText(item.kind === 'map' ? get(item, 'path') : item, reading)
    const path = text && inRepository(reading.folder, text.value)
    return path === undefined || !text ? [] : [{ path, at: text.at }]
  })
}

function readNetworks(node: Node): Attachment[] {
  return entriesOf(mapped(node, 'networks')).map(([network, entry]) => ({
    network,
    aliases: textsOf(get(entry.node, 'aliases')),
    at: entry.at,
  }))
}

export function readCommand(node: Node | undefined, reading: ServiceReading): Command | undefined {
  if (!node) return undefined
  const text = textsOf(node)
    .map(word => interpolate(word, reading.valueFor))
    .join(' ')
  return { text, at: { file: node.file, line: node.line } }
}

function readHealthcheck(node: Node, reading: ServiceReading): Healthcheck | undefined {
  const entry = entryOf(node, 'healthcheck')
  if (!entry) return undefined
  const test = get(entry.node, 'test')
  const [first = '', ...words] = textsOf(test)
  const isList = test?.kind === 'list'
  const isNone = textOf(get(entry.node, 'disable')) === 'true' || (isList && first === 'NONE')
  const form = isNone ? 'none' : isList && first === 'CMD' ? 'exec' : 'shell'
  const given = isList ? words : [first]
  const text = given.map(word => interpolate(word, reading.valueFor)).join(' ')
  const options = entriesOf(entry.node).flatMap(([key, { node: value }]): [string, string][] =>
    value.kind === 'text' && key !== 'test' ? [[key, value.text]] : [],
  )
  const at = test ? { file: test.file, line: test.line } : entry.at
  return test || isNone ? { form, text, options: new Map(options), at } : undefined
}

function readLimits(node: Node, reading: ServiceReading): Service['limits'] {
  const limits = get(node, 'deploy', 'resources', 'limits')
  const cpus = get(limits, 'cpus') ?? get(node, 'cpus')
  const memory = get(limits, 'memory') ?? get(node, 'mem_limit')
  const at = cpus ?? memory
  const bytes = bytesOf(readText(memory, reading)?.value ?? '')
  const count = Number.parseFloat(readText(cpus, reading)?.value ?? '')
  return {
    ...(Number.isNaN(count) ? {} : { cpus: count }),
    ...(bytes === undefined ? {} : { memory: bytes }),
    ...(at ? { at: { file: at.file, line: at.line } } : {}),
  }
}

const UNITS: Record<string, number> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

function bytesOf(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([bkmg]?)(?:i?b)?$/i.exec(text.trim()) ?? []
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 1)
}

export type { Volume }
