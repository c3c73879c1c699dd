import { posix } from 'node:path'
import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { readFile } from '../../files.ts'
import type { Slot } from '../slot.ts'
import { exchangeAndReload, type Nginx, readNginx, testCandidate } from './nginx.ts'
import { reloadWarning } from './nginx-configuration.ts'
import type { SiteProxy } from './site-proxy.ts'
import { slotHeaderProblem } from './slot-header.ts'
import { type SlotPorts, slotOfHeader, slotsNamed, withSlot } from './upstream-text.ts'

/** nginx with one file that defines the upstream: a move replaces the file and reloads nginx. */
export async function nginxReloadProxy(remote: Remote, ports: SlotPorts): Promise<SiteProxy | undefined> {
  const nginx = await readNginx(remote)
  const path = nginx && upstreamFile(nginx, ports)
  if (!nginx || path === undefined) return undefined
  const warning = reloadWarning(nginx.version, nginx.files)
  return {
    kind: 'nginx-reload',
    description: `upstream in ${path}, nginx ${nginx.version} with a reload`,
    warnings: warning === undefined ? [] : [warning],
    propagationTimeoutMs: 10_000,
    async current() {
      const [slot, another] = slotsNamed((await readFile(remote, path)) ?? '', ports)
      if (slot && !another) return slot
      throw new UserError(
        `cannot determine the live slot: ${path} on ${remote.name} must contain the ports of exactly one slot, ${[...ports.values()].map(list => list.join(', ')).join(' or ')}, but contains those of ${another ? 'both' : 'neither'}`,
      )
    },
    move: slot => move(remote, path, slot, ports),
    async problems() {
      const header = slotHeaderProblem(nginx.files.map(({ content }) => content).join('\n'), 'nginx')
      const changes = await Promise.all(
        [...ports.keys()].map(slot =>
          changeOf(remote, path, slot, ports).then(
            () => [],
            (cause: Error) => [cause.message],
          ),
        ),
      )
      return [...(header ? [header] : []), ...changes.flat()]
    },
    slotOf: header => slotOfHeader(header, ports),
  }
}

/** The file that contains the ports of one slot; undefined when a file contains both, as with a slot file. */
function upstreamFile({ files }: Nginx, ports: SlotPorts): string | undefined {
  const naming = files
    .map(({ path, content }) => ({ path, slots: slotsNamed(content, ports) }))
    .filter(({ slots }) => slots.length > 0)
  const [only, another] = naming
  if (another) {
    const seen = naming.map(({ path, slots }) => `${path} (${slots.join(' and ')})`).join(', ')
    throw new UserError(
      `cannot determine the live slot: several nginx configuration files contain slot ports: ${seen}. Keep one, or set up a slot file`,
    )
  }
  return only?.slots.length === 1 ? only.path : undefined
}

async function move(remote: Remote, path: string, slot: Slot, ports: SlotPorts): Promise<void> {
  const nginx = await readNginx(remote)
  if (!nginx) throw new UserError(`nginx is no longer installed on ${remote.name}`)
  const change = await changeOf(remote, path, slot, ports)
  await testCandidate(remote, nginx, { path, content: change.content, folder: posix.dirname(change.path) })
  await exchangeAndReload(remote, change.path, change)
}

/** A slot name as a separate word, as in upstream-blue.conf. */
const wordOf = (slots: readonly Slot[]): RegExp =>
  new RegExp(`(?<![A-Za-z0-9])(?:${slots.join('|')})(?![A-Za-z0-9])`)

/** Either the same file with other ports or, for a symlink to the file of a slot, a symlink to the other slot's file. */
async function changeOf(remote: Remote, path: string, slot: Slot, ports: SlotPorts) {
  const { stdout } = await remote.run(['readlink', path], { allowFailure: true })
  const target = stdout.trim()
  const name = posix.basename(target)
  const renamed = name.replace(wordOf([...ports.keys()]), slot)
  if (renamed !== name || wordOf([slot]).test(name)) {
    const wanted = posix.join(posix.dirname(target), renamed)
    const content = await readFile(remote, posix.resolve(posix.dirname(path), wanted))
    if (content !== undefined && slotsNamed(content, ports).join() === slot)
      return { path, content, target: wanted }
    throw new UserError(
      `${wanted}, which ${path} would link to, ${content === undefined ? 'does not exist' : `does not contain only the ports of ${slot}`}`,
    )
  }
  const file = target === '' ? path : posix.resolve(posix.dirname(path), target)
  return { path: file, content: withSlot((await readFile(remote, file)) ?? '', slot, ports) }
}
