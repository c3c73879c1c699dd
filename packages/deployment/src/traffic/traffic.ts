import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import type { Answer, KeptConnection, Remote } from '@tsh/remote'
import { type Application, absolute } from '../application.ts'
import { ownedKeys } from '../compose/override.ts'
import { withEnvValues } from '../env/env-file.ts'
import { readBytes, readFile, writeFile } from '../files.ts'
import type { SiteProxy } from './proxy/site-proxy.ts'
import { SLOT_HEADER } from './proxy/slot-header.ts'
import type { Site } from './site.ts'
import type { Slot } from './slot.ts'

/** The traffic is verified after this many consecutive rounds without a wrong response, each with new connections. */
const ROUNDS = 4
const CONNECTIONS_PER_ROUND = 5
/** Rounds with a failed response after which the slot counts as dead. */
const MAX_FAILURES = 5
const POLL_INTERVAL_MS = 100

export interface Proof {
  /** Connections opened before the move that are now served by the slot. */
  followed: number
  /** Connections opened before the move that the proxy has closed. */
  ended: number
}

/** Opens connections that stay open during a move, each with one completed request. */
export async function keepConnections(remote: Remote, site: Site): Promise<readonly KeptConnection[]> {
  const connections = await Promise.all(Array.from({ length: 3 }, () => remote.keep(site)))
  await Promise.all(connections.map(connection => connection.request(site)))
  return connections
}

/**
 * Sends requests to the server's proxy until every response comes from the slot, on new and on kept connections.
 * @throws UserError when a response comes from another slot, fails, or does not name a slot
 */
export async function proveTraffic(
  remote: Remote,
  proxy: SiteProxy,
  site: Site,
  slot: Slot,
  kept: readonly KeptConnection[] = [],
): Promise<Proof> {
  const deadline = Date.now() + proxy.propagationTimeoutMs
  let consecutive = 0
  let failures = 0
  while (consecutive < ROUNDS) {
    const open = kept.filter(connection => connection.open)
    const fresh = Array.from({ length: CONNECTIONS_PER_ROUND }, () => remote.request(site))
    const old = open.map(connection => connection.request(site))
    const answers = await Promise.all([
      ...fresh.map(answer => answer.catch(unanswered)),
      // A connection that the proxy has just closed is not a failed response.
      ...old.map((answer, at) => answer.catch(cause => (open[at]?.open ? unanswered(cause) : undefined))),
    ])
    const wrong = answers.find(answer => answer && !isGood(answer, proxy, slot))
    consecutive = wrong ? 0 : consecutive + 1
    if (!wrong) continue
    if (wrong.status === 0 || wrong.status >= 500) failures++
    if (failures >= MAX_FAILURES || Date.now() > deadline) throw wrongAnswer(wrong, remote, proxy, slot)
    await sleep(POLL_INTERVAL_MS)
  }
  const followed = kept.filter(connection => connection.open).length
  return { followed, ended: kept.length - followed }
}

/**
 * Verifies that the proxy routes to the slot recorded as live, whether or not that slot is healthy. A gateway error without
 * the name of a slot is accepted with a warning: the move itself is verified afterwards.
 * @throws UserError when it routes requests to another slot
 */
export async function checkTraffic(remote: Remote, proxy: SiteProxy, site: Site, slot: Slot): Promise<void> {
  const answer = await remote.request(site).catch(unanswered)
  const seen = slotIn(answer, proxy)
  // Caddy adds headers of "header_down" only to responses that it has received, so not if the slot does not run.
  if (!seen && GATEWAY_ERRORS.includes(answer.status)) {
    log.warning(
      `The proxy returns HTTP ${answer.status}, as if slot ${slot} were not running; switching anyway`,
    )
    return
  }
  if (answer.status === 0 || !seen) throw wrongAnswer(answer, remote, proxy, slot)
  if (seen !== slot)
    throw new UserError(
      `cannot determine the live slot (configuration: ${slot}, response from: ${seen}). Check the site, then reload the proxy`,
    )
}

/** Bad gateway, service unavailable, gateway timeout (RFC 9110, sections 15.6.3 to 15.6.5). */
const GATEWAY_ERRORS: readonly number[] = [502, 503, 504]

const slotIn = ({ headers }: Answer, proxy: SiteProxy): Slot | undefined =>
  proxy.slotOf(headers[SLOT_HEADER] ?? '')

const isGood = (answer: Answer, proxy: SiteProxy, slot: Slot): boolean =>
  answer.status > 0 && answer.status < 500 && slotIn(answer, proxy) === slot

/** Describes an unexpected response. */
function wrongAnswer(answer: Answer, remote: Remote, proxy: SiteProxy, slot: Slot): UserError {
  const { status, body, headers } = answer
  const from = slotIn(answer, proxy)
  if (status === 0) return new UserError(`the proxy on ${remote.name} does not respond (${body})`)
  if (from === slot) return new UserError(`the proxy returns HTTP ${status} from slot ${slot}`)
  if (from) return new UserError(`the proxy still routes to ${from} (HTTP ${status}), not to ${slot}`)
  return new UserError(
    `the proxy on ${remote.name} does not name the slot: ${SLOT_HEADER} is ${headers[SLOT_HEADER] ?? 'missing'} in its response (HTTP ${status}). Set it up as described in the blue-green-switch README`,
  )
}

const unanswered = (cause: Error): Answer => ({ status: 0, headers: {}, body: cause.message })

/** Records the live version in the env file; every other byte is unchanged. */
export async function recordLive(
  remote: Remote,
  application: Application,
  live: { version: string; slot?: Slot | undefined },
): Promise<void> {
  const path = absolute(application, application.envFile)
  const keys = ownedKeys(live.version, live.slot)
  const env = await readFile(remote, path)
  if (env === undefined)
    throw new UserError(
      `${path} no longer exists on ${remote.name}, so the live version is not recorded. Recreate the file with the line VERSION=${live.version}`,
    )
  if (!env.includes('\uFFFD')) return writeFile(remote, path, withEnvValues(env, keys))
  // Not UTF-8: as Latin-1 every byte is one character and round-trips unchanged.
  const bytes = await readBytes(remote, path)
  await writeFile(remote, path, Buffer.from(withEnvValues(bytes.toString('latin1'), keys), 'latin1'))
}
