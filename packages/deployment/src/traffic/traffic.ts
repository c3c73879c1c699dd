import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import type { Answer, KeptConnection, Remote } from '@tsh/remote'
import { type Application, absolute } from '../application.ts'
import { ownedKeys } from '../compose/override.ts'
import { withEnvValues } from '../env/env-file.ts'
import { readBytes, readFile, writeFile } from '../files.ts'
import type { SiteProxy } from './proxy/site-proxy.ts'
import { SLOT_HEADER } from './proxy/slot-header.ts'
import type { Site } from './site.ts'
import type { Slot } from './slot.ts'

/** A proof is this many rounds in a row without a wrong answer, each with some new connections at once. */
const ROUNDS = 4
const CONNECTIONS = 5
/** Rounds with a failing answer after which the slot counts as dead. */
const FAILURES = 5
const PAUSE = 100

export interface Proof {
  /** Connections opened before the move that have answered from the slot since. */
  followed: number
  /** Connections opened before the move that the proxy has ended. */
  ended: number
}

/** Opens connections that stay open over a move, each with one answer already. */
export async function keepConnections(remote: Remote, site: Site): Promise<readonly KeptConnection[]> {
  const connections = await Promise.all(Array.from({ length: 3 }, () => remote.keep(site)))
  await Promise.all(connections.map(connection => connection.request(site)))
  return connections
}

/**
 * Asks the server's proxy for the public site until every answer comes from the slot, on new connections and on those
 * that were open before.
 * @throws UserError when an answer came from elsewhere, failed, or named no slot at all
 */
export async function proveTraffic(
  remote: Remote,
  proxy: SiteProxy,
  site: Site,
  slot: Slot,
  kept: readonly KeptConnection[] = [],
): Promise<Proof> {
  const deadline = Date.now() + proxy.patience
  let inARow = 0
  let failures = 0
  while (inARow < ROUNDS) {
    const open = kept.filter(connection => connection.open)
    const fresh = Array.from({ length: CONNECTIONS }, () => remote.request(site))
    const old = open.map(connection => connection.request(site))
    const answers = await Promise.all([
      ...fresh.map(answer => answer.catch(unanswered)),
      // A connection that has just been ended is no answer; whether it may end is for the proxy to say.
      ...old.map((answer, at) => answer.catch(cause => (open[at]?.open ? unanswered(cause) : undefined))),
    ])
    const wrong = answers.find(answer => answer && !isGood(answer, proxy, slot))
    inARow = wrong ? 0 : inARow + 1
    if (!wrong) continue
    if (wrong.status === 0 || wrong.status >= 500) failures++
    if (failures >= FAILURES || Date.now() > deadline) throw wrongAnswer(wrong, remote, proxy, slot)
    await sleep(PAUSE)
  }
  const followed = kept.filter(connection => connection.open).length
  return { followed, ended: kept.length - followed }
}

/**
 * Makes sure that the proxy agrees with the slot that is believed to have the traffic, whether or not that slot is well.
 * @throws UserError when it sends requests elsewhere
 */
export async function checkTraffic(remote: Remote, proxy: SiteProxy, site: Site, slot: Slot): Promise<void> {
  const answer = await remote.request(site).catch(unanswered)
  const seen = slotIn(answer, proxy)
  if (answer.status === 0 || !seen) throw wrongAnswer(answer, remote, proxy, slot)
  if (seen !== slot)
    throw new UserError(
      `cannot tell the live slot (the configuration says ${slot}, the proxy answers from ${seen}). Reload the proxy after looking at the site`,
    )
}

const slotIn = ({ headers }: Answer, proxy: SiteProxy): Slot | undefined =>
  proxy.slotOf(headers[SLOT_HEADER] ?? '')

const isGood = (answer: Answer, proxy: SiteProxy, slot: Slot): boolean =>
  answer.status > 0 && answer.status < 500 && slotIn(answer, proxy) === slot

/** What an answer shows that is not the one that was wanted. */
function wrongAnswer(answer: Answer, remote: Remote, proxy: SiteProxy, slot: Slot): UserError {
  const { status, body, headers } = answer
  const from = slotIn(answer, proxy)
  if (status === 0) return new UserError(`the proxy on ${remote.name} does not answer (${body})`)
  if (from === slot) return new UserError(`${slot} does not answer well through the proxy (HTTP ${status})`)
  if (from) return new UserError(`the proxy still answers from ${from} (HTTP ${status}), not from ${slot}`)
  return new UserError(
    `the proxy on ${remote.name} does not name the slot: ${SLOT_HEADER} is ${headers[SLOT_HEADER] ?? 'missing'} in its answer (HTTP ${status}). Set it up as the README of blue-green-switch says`,
  )
}

const unanswered = (cause: Error): Answer => ({ status: 0, headers: {}, body: cause.message })

/** Writes into the env file what is live now; every other byte of it stays as it is at this moment. */
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
      `${path} is gone from ${remote.name}, so nothing says what is live. Restore it, with VERSION=${live.version}`,
    )
  if (!env.includes('\uFFFD')) return writeFile(remote, path, withEnvValues(env, keys))
  // Not UTF-8: as Latin-1 every byte is one character and comes back as it was.
  const bytes = await readBytes(remote, path)
  await writeFile(remote, path, Buffer.from(withEnvValues(bytes.toString('latin1'), keys), 'latin1'))
}
