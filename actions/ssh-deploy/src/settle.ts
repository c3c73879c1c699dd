import { log } from '@tsh/action'
import {
  type Application,
  appendEvent,
  type Release,
  readServerState,
  recordLive,
  type ServerState,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/**
 * Reads what is live, and ends first what a run that lost its runner has left in the middle: a trial, and a release; a
 * switch whose traffic has moved is written down as done, anything else is given up. The lock is ours, so nobody is
 * working on it any more.
 * @returns the server as it is now
 */
export async function settle(remote: Remote, application: Application): Promise<ServerState> {
  const state = await readServerState(remote, application)
  await state.proxy?.trials?.endLeftover()
  const newest = state.releases.at(-1)
  if (!newest || !['started', 'prepared', 'switching'].includes(newest.state)) return state
  const by = newest.run === '' ? '' : ` by ${newest.run}`
  if (hasMoved(newest, state)) {
    log.info(
      `Release ${newest.id} was left in the middle of its switch${by}; its traffic has moved, so it is live`,
    )
    await recordLive(remote, application, newest)
    await appendEvent(remote, application, { release: newest.id, state: 'switched' })
  } else {
    log.info(`Release ${newest.id} was left ${newest.state}${by}; it is given up`)
    const reason = `left ${newest.state}; the next deployment gave it up`
    await appendEvent(remote, application, { release: newest.id, state: 'failed', reason })
  }
  return readServerState(remote, application)
}

function hasMoved({ state, slot }: Release, { active }: ServerState): boolean {
  return state === 'switching' && slot !== undefined && slot === active
}
