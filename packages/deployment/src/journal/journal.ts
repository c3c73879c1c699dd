import type { JournalEvent, ReleaseFacts } from './journal-event.ts'
import { isEvent } from './journal-fields.ts'
import type { ReleaseState } from './release-state.ts'

export type { ReleaseState }

/** A release as the journal tells it. */
export interface Release extends ReleaseFacts {
  id: string
  /** When it began. */
  at?: string
  state: ReleaseState
  /** Whether visitors may have met it: the traffic, or a container in place, was touched and not put back. */
  exposed: boolean
  /** Whether it has ever been live, to its end. */
  wasLive: boolean
}

/** Reads journal lines. A last line that was cut off by a full disk or a power failure is left out. */
export function parseJournal(text: string): JournalEvent[] {
  return text.split('\n').flatMap(line => {
    const event = parsed(line)
    return isEvent(event) ? [event] : []
  })
}

/** Whether there is anything in a journal that is no line of it, nor the beginning of an interrupted one. */
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
