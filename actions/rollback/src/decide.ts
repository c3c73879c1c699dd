import { log, table, UserError, workflowRun, writeSummary } from '@tsh/action'
import { isJournalDamaged, type ServerState } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { onServer } from './images.ts'
import type { RollbackInputs } from './inputs.ts'
import { askedWayBack, liveBefore, ownWayBack, type WayBack } from './way-back.ts'

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
  const available = await onServer(remote, application, state, liveBefore(state))
  log.info(
    `Live: ${state.version}. Available on ${remote.name}: ${available.map(one => one.version).join(', ') || 'nothing'}`,
  )
  const rows = available.map(one => [`\`${one.version}\``, `\`${one.sha.slice(0, 12)}\``])
  await writeSummary(
    `### What can be gone back to\n\nLive: \`${state.version}\`.\n\n${table(['Version', 'Commit'], rows)}\n`,
  )
  return askedWayBack(state, { wanted: version, available, server: remote.name })
}
