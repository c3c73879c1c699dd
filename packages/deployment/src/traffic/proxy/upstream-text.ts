import type { Slot } from '../slot.ts'

/** The ports of the services of each slot; equal positions in both lists are the same service. */
export type SlotPorts = ReadonlyMap<Slot, readonly number[]>

/** A local address in nginx or Caddy syntax: `127.0.0.1:8001`, `localhost:8001`, `[::1]:8001`, `:8001`. */
const ADDRESS = /((?:127\.0\.0\.1|localhost|\[::1\]|(?<=\s)):)(\d{1,5})\b/g

/** The slots whose ports occur in a configuration, ignoring comments. */
export function slotsNamed(text: string, ports: SlotPorts): Slot[] {
  const named = new Set<Slot>()
  withoutComments(text, code => {
    for (const [, , port] of code.matchAll(ADDRESS)) {
      const slot = slotOfPort(Number(port), ports)
      if (slot) named.add(slot)
    }
    return code
  })
  return [...named].sort()
}

/** The configuration with every port of the other slot replaced by the port of this one; all other bytes are unchanged. */
export function withSlot(text: string, slot: Slot, ports: SlotPorts): string {
  const own = ports.get(slot) ?? []
  const from = [...ports].flatMap(([name, others]) => (name === slot ? [] : others))
  return withoutComments(text, code =>
    code.replace(ADDRESS, (address, host, port) => {
      const to = own[from.indexOf(Number(port))]
      return to === undefined ? address : `${host}${to}`
    }),
  )
}

/** The slot identified by a header: its name, or the address of the responding upstream (the last of several). */
export function slotOfHeader(header: string, ports: SlotPorts): Slot | undefined {
  if (ports.has(header)) return header
  const port = /(\d+)$/.exec(header.trim())?.[1]
  return port === undefined ? undefined : slotOfPort(Number(port), ports)
}

function slotOfPort(port: number, ports: SlotPorts): Slot | undefined {
  return [...ports.keys()].find(slot => ports.get(slot)?.includes(port))
}

/** Applies a change to the code of every line but not to comments; `#` starts one at the beginning of a word. */
function withoutComments(text: string, change: (code: string) => string): string {
  return text
    .split('\n')
    .map(line => {
      const end = /(^|\s)#/.exec(line)?.index ?? line.length
      return change(line.slice(0, end)) + line.slice(end)
    })
    .join('\n')
}
