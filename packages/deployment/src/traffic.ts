import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from './application.ts'
import { withEnvValues } from './env-file.ts'
import { readFile, writeFile } from './files.ts'
import { ownedKeys } from './override.ts'
import { otherSlot, type Slot } from './slot.ts'

/** The header in which the proxy names the slot that answers. */
const SLOT_HEADER = 'x-deployment-slot'

/** Answers in a row that make a proof. */
const PROOF = 10

/** Sends new requests to a slot: one rename of the slot file, which the proxy looks at for every request. Again is no harm. */
export async function moveTraffic(remote: Remote, application: Application, slot: Slot): Promise<void> {
  const from = `${application.slotDirectory}/${otherSlot(slot)}`
  const move = '[ -e "$2" ] || mv -f -- "$1" "$2"'
  await remote.run(['sh', '-euc', move, 'move the traffic', from, `${application.slotDirectory}/${slot}`])
}

/**
 * Asks the server's proxy for the public site until every answer comes from the slot.
 * @param publicUrl the address that visitors use; the request goes to the proxy on the server itself
 * @throws UserError when an answer came from elsewhere, or named no slot at all
 */
export async function proveTraffic(
  remote: Remote,
  publicUrl: string,
  path: string,
  slot: Slot,
): Promise<void> {
  const site = new URL(publicUrl)
  const url = `${site.protocol}//127.0.0.1${path}`
  let inARow = 0
  for (let tries = 0; inARow < PROOF; tries++) {
    const answer = await remote.request({ url, headers: { Host: site.host } }).catch(unanswered)
    const from = answer.status === 0 ? 'nowhere' : answer.headers[SLOT_HEADER]
    if (from === undefined) {
      throw new UserError(
        `the proxy on ${remote.name} does not name the slot: ${SLOT_HEADER} is missing in its answer (HTTP ${answer.status}). Set it up as the README of blue-green-switch says`,
      )
    }
    const good = from === slot && answer.status > 0 && answer.status < 500
    if (!good && tries >= PROOF)
      throw new UserError(
        `the proxy still answers from ${from} (${answer.status === 0 ? answer.body : `HTTP ${answer.status}`}), not from ${slot}`,
      )
    inARow = good ? inARow + 1 : 0
    if (!good) await sleep(100)
  }
}

const unanswered = (cause: Error) => ({
  status: 0,
  headers: {} as Record<string, string>,
  body: cause.message,
})

/** Writes into the env file what is live now; everything else in it stays as it is at this moment. */
export async function recordLive(
  remote: Remote,
  application: Application,
  live: { version: string; slot?: Slot | undefined },
): Promise<void> {
  const path = absolute(application, application.envFile)
  const env = (await readFile(remote, path)) ?? ''
  await writeFile(remote, path, withEnvValues(env, ownedKeys(live.version, live.slot)))
}
