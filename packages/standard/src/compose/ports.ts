import { type At, get, type Node, textOf } from '../yaml/node.ts'
import { interpolate, type ValueFor } from './interpolation.ts'
import type { Port } from './service.ts'

/** The ports of an item of `ports`, with ranges expanded. */
export function portsOf(node: Node, { valueFor }: { valueFor: ValueFor }): Port[] {
  const at = { file: node.file, line: node.line }
  if (node.kind === 'text') return shortForm(interpolate(node.text, valueFor), at)
  const part = (key: string): string => interpolate(textOf(get(node, key)) ?? '', valueFor)
  return ports(
    {
      hostIp: part('host_ip'),
      published: part('published'),
      target: part('target'),
      protocol: part('protocol'),
    },
    at,
  )
}

/** `[[address:]published:]target[/protocol]`; an IPv6 address is in brackets. */
const SHORT = /^(?:(?:(\[[^\]]+\]|[^:[\]]*):)?(\d*(?:-\d+)?):)?(\d+(?:-\d+)?)(?:\/(\w+))?$/

function shortForm(text: string, at: At): Port[] {
  const [, hostIp = '', published = '', target = '', protocol = ''] = SHORT.exec(text.trim()) ?? []
  return ports({ hostIp, published, target, protocol }, at)
}

interface PortTexts {
  hostIp: string
  published: string
  target: string
  protocol: string
}

/** More than any real service publishes. */
const MAX_RANGE = 256

function ports({ hostIp, published, target, protocol }: PortTexts, at: At): Port[] {
  const onServer = numbers(published)
  const inside = numbers(target)
  const count = Math.max(inside.length, onServer.length)
  return Array.from({ length: count }, (_, index) => {
    const outer = onServer[index]
    const inner = inside[index] ?? inside[0]
    return {
      ...(outer === undefined || outer === 0 ? {} : { published: outer }),
      ...(inner === undefined ? {} : { target: inner }),
      protocol: protocol || 'tcp',
      hostIp: hostIp.replace(/^\[|\]$/g, ''),
      at,
    }
  })
}

function numbers(text: string): number[] {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  if (from === undefined) return []
  const length = Math.min(Math.max(Number(to) - Number(from) + 1, 1), MAX_RANGE)
  return Array.from({ length }, (_, index) => Number(from) + index)
}

/** Whether two ports conflict on one server. */
export function isSamePort(one: Port, other: Port): boolean {
  if (one.published === undefined || one.published !== other.published) return false
  if (one.protocol !== other.protocol) return false
  return isEveryAddress(one.hostIp) || isEveryAddress(other.hostIp) || one.hostIp === other.hostIp
}

export const isEveryAddress = (address: string): boolean => /^(0\.0\.0\.0|::|\*|)$/.test(address)
