import { posix } from 'node:path'
import { UserError } from '@tsh/action'
import { type NginxFile, type Slot, type SlotPorts, slotsNamed, withSlot } from '@tsh/deployment'

export interface SlotFileSetup {
  ports: SlotPorts
  /** The slot that has the traffic. */
  active: Slot
  idle: Slot
  /** The folder of the slot file. */
  directory: string
}

const UPSTREAM = /\bupstream\s+([\w.-]+)\s*\{([^{}]*)\}/g

/**
 * The site's file with a slot file: an upstream for each slot, and the choice between them in the server blocks that
 * pass requests to the application. Everything else is unchanged.
 *
 * @returns the one file that changes
 * @throws UserError when the site has to be changed manually
 */
export function slotFileSite(files: readonly NginxFile[], setup: SlotFileSetup): NginxFile {
  const upstreams = upstreamsOf(files, setup)
  const passing = files.filter(({ content }) => passesTo(content, upstreams).length > 0)
  const [site, another] = passing
  if (!site || another) {
    const seen = passing.map(({ path }) => path).join(', ') || 'no file'
    throw new UserError(
      `the slot file cannot be set up: exactly one nginx file must pass requests to the slots, found ${seen}. Set it up manually as described in the blue-green-switch README`,
    )
  }
  return { path: site.path, content: withChoice(site, upstreams, setup) }
}

/** Upstreams by the target in `proxy_pass http://…`: their name, or the address itself. */
function upstreamsOf(
  files: readonly NginxFile[],
  { ports, active, directory }: SlotFileSetup,
): Map<string, { name: string; body: string }> {
  const found = new Map<string, { name: string; body: string }>()
  for (const { content } of files) {
    for (const [, name = '', body = ''] of codeOf(content).matchAll(UPSTREAM))
      if (slotsNamed(body, ports).length > 0) found.set(name, { name, body })
  }
  ports.get(active)?.forEach((port, index) => {
    const name = `${posix.basename(directory).replace(/\W/g, '_')}${index === 0 ? '' : `_${index + 1}`}`
    const body = ` server 127.0.0.1:${port}; keepalive 32; `
    for (const host of ['127.0.0.1', 'localhost']) found.set(`${host}:${port}`, { name, body })
  })
  return found
}

const PASS = /\bproxy_pass\s+http:\/\/([\w.:-]+)([^;\s]*);/g

/** The header of a previous switching method; if set twice, it would name two slots. */
const OWN_HEADER = /^[ \t]*add_header\s+X-Deployment-Slot\b[^;]*;[ \t]*\n/gim

/** The text with comments blanked out, so that positions are unchanged. */
const codeOf = (content: string): string =>
  content.replace(/(?<=^|\s)#[^\n]*/g, comment => ' '.repeat(comment.length))

function passesTo(content: string, upstreams: ReadonlyMap<string, unknown>) {
  return [...codeOf(content).matchAll(PASS)].filter(([, to = '']) => upstreams.has(to))
}

function withChoice(
  { path, content }: NginxFile,
  upstreams: ReadonlyMap<string, { name: string; body: string }>,
  setup: SlotFileSetup,
): string {
  const used = new Map<string, string>()
  const servers = serverBlocks(content)
  const edits: { at: number; end: number; text: string }[] = []
  for (const match of passesTo(content, upstreams)) {
    const [whole, to = '', uri = ''] = match
    const server = servers.find(({ open, close }) => open < match.index && match.index < close)
    const upstream = upstreams.get(to)
    if (uri !== '' || !server || !upstream)
      throw new UserError(
        `the slot file cannot be set up: "${whole}" in ${path} has a path or is not in a server block. Set it up manually as described in the blue-green-switch README`,
      )
    used.set(upstream.name, upstream.body)
    edits.push({
      at: match.index,
      end: match.index + whole.length,
      text: `proxy_pass http://${upstream.name}_$slot;`,
    })
    if (edits.some(({ at }) => at === server.open)) continue
    edits.push({ at: server.open, end: server.open, text: choice(setup) })
    const inside = content.slice(server.open, server.close)
    for (const { index, 0: header } of inside.matchAll(OWN_HEADER))
      edits.push({ at: server.open + index, end: server.open + index + header.length, text: '' })
  }
  const changed = edits
    .sort((one, other) => other.at - one.at)
    .reduce((text, { at, end, text: by }) => text.slice(0, at) + by + text.slice(end), content)
  return `${upstreamBlocks(used, setup)}${changed}`
}

const choice = ({ ports, directory }: SlotFileSetup): string => {
  const [first, second] = [...ports.keys()]
  return `
    # The file in this folder selects the slot, on every request and without a reload.
    set $slot ${first};
    if (-f ${directory}/${second}) { set $slot ${second}; }
    add_header X-Deployment-Slot $slot always;
`
}

function upstreamBlocks(used: ReadonlyMap<string, string>, { ports }: SlotFileSetup): string {
  const blocks = [...used].flatMap(([name, body]) =>
    [...ports.keys()].map(slot => `upstream ${name}_${slot} {${withSlot(body, slot, ports)}}\n`),
  )
  return `${blocks.join('')}\n`
}

/** Where the server blocks of a configuration begin and end; quoted text is skipped. */
function serverBlocks(text: string): { open: number; close: number }[] {
  const blocks: { open: number; close: number }[] = []
  const stack: { name: string; open: number }[] = []
  let directive = ''
  for (const { 0: token, index } of codeOf(text).matchAll(/"[^"]*"|'[^']*'|[{};]|[^\s{};"']+/g)) {
    if (token === '{') stack.push({ name: directive, open: index + 1 })
    else if (token === '}') {
      const block = stack.pop()
      if (block?.name === 'server') blocks.push({ open: block.open, close: index })
    }
    directive = token === '{' || token === '}' || token === ';' ? '' : directive === '' ? token : directive
  }
  return blocks
}
