import { get, type Node } from '../yaml/node.ts'
import { readText, type ServiceReading } from './reading.ts'
import type { Service } from './service.ts'

export function readLimits(node: Node, reading: ServiceReading): Service['limits'] {
  const limits = get(node, 'deploy', 'resources', 'limits')
  const cpus = get(limits, 'cpus') ?? get(node, 'cpus')
  const memory = get(limits, 'memory') ?? get(node, 'mem_limit')
  const at = cpus ?? memory
  const bytes = bytesOf(readText(memory, reading)?.value ?? '')
  const count = Number.parseFloat(readText(cpus, reading)?.value ?? '')
  return {
    // Zero is no limit.
    ...(count > 0 ? { cpus: count } : {}),
    ...(bytes ? { memory: bytes } : {}),
    ...(at ? { at: { file: at.file, line: at.line } } : {}),
  }
}

const UNITS: Record<string, number> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

function bytesOf(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([bkmg]?)(?:i?b)?$/i.exec(text.trim()) ?? []
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 1)
}
