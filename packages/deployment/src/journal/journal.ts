import type { JournalEvent, ReleaseFacts } from './journal-event.ts'
import { isEvent } from './journal-fields.ts'
import type { ReleaseState } from './release-state.ts'

export type { ReleaseState }

/** A release as recorded in the journal. */
export interface Release extends ReleaseFacts {
  id: string
  /** When it started. */
  at?: string
  state: ReleaseState
  /** Whether visitors may have reached it: the traffic or a container in place was changed and not rolled back. */
  exposed: boolean
  /** Whether it was ever completely live. */
  wasLive: boolean
}

/** Parses journal lines. A last line truncated by a full disk or a power failure is ignored. */
export function parseJournal(text: string): JournalEvent[] {
  return text.split('\n').flatMap(line => {
    const event = parsed(line)
    return isEvent(event) ? [event] : []
  })
}

/** Whether a journal contains anything other than valid lines and the beginning of an interrupted one. */
export const isDamaged = (text: string): boolean =>
  text.split('\n').some(line => {
    const event = parsed(line)
    return event === undefined ? /^\s*[^\s{]/.test(line) : !isEvent(event)
  })

function parsed(line: string): unknown {
  try {
    return line.trim() === '' ? undefined : JSON.parse(line)
  } catch {
    return undefined
  }
}

const NO_FACTS = { services: [], images: [] }

/** The releases of a journal, oldest first. */
export function releasesOf(events: readonly JournalEvent[]): Release[] {
  const releases = new Map<string, Release>()
  for (const { at, release: id, state, facts } of events) {
    if (state === 'started')
      releases.set(id, {
        ...NO_FACTS,
        ...(facts as ReleaseFacts),
        id,
        at,
        state,
        exposed: false,
        wasLive: false,
      })
    const release = releases.get(id)
    if (!release) continue
    Object.assign(release, facts, { state })
    if (state === 'switching' || state === 'switched') release.exposed = true
    if (state === 'switched') release.wasLive = true
    if (state === 'rolled-back') release.exposed = false
  }
  return [...releases.values()]
}
