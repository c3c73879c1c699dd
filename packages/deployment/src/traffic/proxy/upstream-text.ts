import type { Slot } from '../slot.ts'

/** The ports on which the services of each slot answer; the same place in both lists is the same service. */
export type SlotPorts = ReadonlyMap<Slot, readonly number[]>

/** An address of the server itself, as nginx and Caddy write it: `127.0.0.1:8001`, `localhost:8001`, `[::1]:8001`, `:8001`. */
const ADDRESS = /((?:127\.0\.0\.1|localhost|\[::1\]|(?<=\s)):)(\d{1,5})\b/g

/** The slots whose ports stand in a configuration, comments aside. */
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

/** The configuration with every port of the other slot replaced by the port of this one; all other bytes stay. */
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

/** The slot that a header stands for: its name, or the address of what answered, of several the last. */
export function slotOfHeader(header: string, ports: SlotPorts): Slot | undefined {
  if (ports.has(header)) return header
  const port = /(\d+)$/.exec(header.trim())?.[1]
  return port === undefined ? undefined : slotOfPort(Number(port), ports)
}

function slotOfPort(port: number, ports: SlotPorts): Slot | undefined {
  return [...ports.keys()].find(slot => ports.get(slot)?.includes(port))
}

/** Hands the code of every line on and leaves its comment alone; `#` begins one at the start of a word. */
function withoutComments(text: string, change: (code: string) => string): string {
  return text
    .split('\n')
    .map(line => {
      const end = /(^|\s)#/.exec(line)?.index ?? line.length
      return change(line.slice(0, end)) + line.slice(end)
    })
    .join('\n')
}
