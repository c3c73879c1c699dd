import { UserError } from '@tsh/action'
import { type Release, readJournal, releasesOf } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { Recorded } from './facts.ts'
import type { ChecklistInputs } from './inputs.ts'

/**
 * Reads the release of this run from the journal. A server that cannot be reached is not an error: nothing that was
 * deployed depends on the checklist.
 * @param runUrl URL of the run, which the journal records
 * @param open connects to the server
 */
export async function readRecorded(
  { application, version, jobs }: Pick<ChecklistInputs, 'application' | 'version' | 'jobs'>,
  runUrl: string,
  open: () => Promise<Remote>,
): Promise<Recorded> {
  if (jobs.deploy === undefined || jobs.deploy.result === 'skipped') return {}
  let remote: Remote | undefined
  try {
    remote = await open()
    return recordedIn(releasesOf(await readJournal(remote, application)), version, runUrl)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { problem: `the journal could not be read: ${error.message}` }
  } finally {
    remote?.close()
  }
}

/** The newest release of a version by this run, and the version that is live. */
export function recordedIn(releases: readonly Release[], version: string, runUrl: string): Recorded {
  return {
    release: releases.findLast(
      release => release.version === version && release.run === runUrl && release.rollbackOf === undefined,
    ),
    live: releases.findLast(({ state }) => state === 'switched'),
  }
}
