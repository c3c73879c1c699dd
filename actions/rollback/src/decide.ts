import { inlineCode, log, table, UserError, workflowRun, writeSummary } from '@tsh/action'
import {
  absolute,
  envValue,
  isJournalDamaged,
  readFile,
  readJournal,
  releasesOf,
  type ServerState,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { onServer } from './images.ts'
import type { RollbackInputs } from './inputs.ts'
import { askedWayBack, liveBefore, notExposed, ownWayBack, type WayBack } from './way-back.ts'

/**
 * Whether the run has released nothing that visitors have met, by the journal alone: a run that failed before it has changed
 * anything must not raise an alarm because the proxy cannot be read either.
 */
export async function releasedNothing(
  { application, mode }: RollbackInputs,
  remote: Remote,
): Promise<Extract<WayBack, { kind: 'nothing' }> | undefined> {
  if (mode !== 'automatic' || (await isJournalDamaged(remote, application))) return undefined
  const releases = releasesOf(await readJournal(remote, application))
  const why = notExposed(releases, workflowRun().url)
  if (why === undefined) return undefined
  const env = (await readFile(remote, absolute(application, application.envFile))) ?? ''
  return { kind: 'nothing', why, live: envValue(env, 'VERSION') ?? '' }
}

/** Decides where to go back to, from the journal and the proxy; a person is told first what there is. */
export async function decide(
  { application, mode, version }: RollbackInputs,
  remote: Remote,
  state: ServerState,
): Promise<WayBack> {
  if (mode === 'automatic') {
    const way = ownWayBack(state, workflowRun().url)
    if (way.kind === 'nothing' && (await isJournalDamaged(remote, application)))
      throw new UserError(
        `cannot tell what this run has released: ${application.path}/.deploy/releases.jsonl has lines that are not the journal's`,
      )
    return way
  }
  const versions = { versions: liveBefore(state), wanted: version }
  const available = await onServer(remote, application, state, versions)
  log.info(
    `Live: ${state.version}. Available on ${remote.name}: ${available.map(one => one.version).join(', ') || 'nothing'}`,
  )
  const rows = available.map(one => [inlineCode(one.version), inlineCode(one.sha.slice(0, 12))])
  await writeSummary(
    `### What can be gone back to\n\nLive: ${inlineCode(state.version ?? 'nothing')}.\n\n${table(['Version', 'Commit'], rows)}\n`,
  )
  return askedWayBack(state, { wanted: version, available, server: remote.name })
}
