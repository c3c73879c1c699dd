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
import { availableVersions } from './images.ts'
import type { RollbackInputs } from './inputs.ts'
import {
  automaticTarget,
  liveBefore,
  notExposed,
  type RollbackTarget,
  requestedTarget,
} from './rollback-target.ts'

/**
 * Whether, according to the journal alone, the run has released nothing that users have reached: a run that failed
 * before it changed anything must not raise an alarm because the proxy cannot be read either.
 */
export async function releasedNothing(
  { application, mode }: RollbackInputs,
  remote: Remote,
): Promise<Extract<RollbackTarget, { kind: 'nothing' }> | undefined> {
  if (mode !== 'automatic' || (await isJournalDamaged(remote, application))) return undefined
  const releases = releasesOf(await readJournal(remote, application))
  const why = notExposed(releases, workflowRun().url)
  if (why === undefined) return undefined
  const env = (await readFile(remote, absolute(application, application.envFile))) ?? ''
  return { kind: 'nothing', why, live: envValue(env, 'VERSION') ?? '' }
}

/**
 * Determines the rollback target from the journal and the proxy; in manual mode the available versions are listed
 * first.
 */
export async function decide(
  { application, mode, version }: RollbackInputs,
  remote: Remote,
  state: ServerState,
): Promise<RollbackTarget> {
  if (mode === 'automatic') {
    const target = automaticTarget(state, workflowRun().url)
    if (target.kind === 'nothing' && (await isJournalDamaged(remote, application)))
      throw new UserError(
        `cannot determine what this run has released: ${application.path}/.deploy/releases.jsonl has invalid lines`,
      )
    return target
  }
  const versions = { versions: liveBefore(state), wanted: version }
  const available = await availableVersions(remote, application, state, versions)
  log.info(
    `Live: ${state.version}. Available on ${remote.name}: ${available.map(one => one.version).join(', ') || 'nothing'}`,
  )
  const rows = available.map(one => [inlineCode(one.version), inlineCode(one.sha.slice(0, 12))])
  await writeSummary(
    `### What can be gone back to\n\nLive: ${inlineCode(state.version ?? 'nothing')}.\n\n${table(['Version', 'Commit'], rows)}\n`,
  )
  return requestedTarget(state, { wanted: version, available, server: remote.name })
}
