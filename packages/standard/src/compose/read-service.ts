import { type At, entriesOf, get, itemsOf, type Node, textOf, textsOf } from '../yaml/node.ts'
import { interpolate } from './interpolation.ts'
import { namesAsMap } from './merge.ts'
import { portsOf } from './ports.ts'
import { readBuild } from './read-build.ts'
import { readHealthcheck } from './read-healthcheck.ts'
import { readLimits } from './read-limits.ts'
import { inRepository, readSettings, readText, type ServiceReading } from './reading.ts'
import type { Attachment, Command, Service, Text } from './service.ts'
import { readVolume } from './volumes.ts'

/** A service with every key normalized to its long form. */
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

const mapped = (node: Node, key: string): Node | undefined => {
  const value = get(node, key)
  return value && namesAsMap(value)
}

const tmpfsOf = (node: Node): Node[] =>
  textsOf(get(node, 'tmpfs')).flatMap(text => {
    const { file, line } = get(node, 'tmpfs') ?? node
    return { kind: 'text' as const, file, line, isString: true, text: `tmpfs:${text.split(':')[0]}:tmpfs` }
  })

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
    .map(arg => interpolate(arg, reading.valueFor))
    .join(' ')
  return { text, at: { file: node.file, line: node.line } }
}
