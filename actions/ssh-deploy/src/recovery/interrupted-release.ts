import { log } from '@tsh/action'
import { absolute, appendEvent, type Release, type ReleaseState, type ServerState } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'

/** A release that an interrupted run has left unfinished. */
export interface InterruptedRelease {
  inputs: Pick<DeployInputs, 'application' | 'healthTimeout' | 'handoverPort'>
  remote: Remote
  /** The state of the server before the recovery. */
  state: ServerState
  release: Release
}

const OUTCOMES: Record<string, string> = {
  switched: 'rolled forward and live',
  'rolled-back': 'rolled back to the previous version',
  failed: 'abandoned',
}

/**
 * Records the outcome of an interrupted release in the journal and in the log.
 * @param problem why the recovery is incomplete
 */
export async function closeRelease(
  { inputs, remote, release }: InterruptedRelease,
  state: ReleaseState,
  problem = '',
): Promise<void> {
  const closed = `interrupted in state ${release.state}; closed by the next deployment`
  const reason = problem === '' ? closed : `${closed}, incompletely: ${problem}`
  await appendEvent(remote, inputs.application, { release: release.id, state, reason })
  log.info(`Release ${release.id}: ${problem === '' ? '' : 'incompletely '}${OUTCOMES[state]}`)
}

/** Temporary files are next to the files that they replace, which may be symlinks: `$1` and `$2` are the targets. */
const REMOVE = `remove() { [ ! -e "$1" ] || { rm -f -- "$1"; echo "$1"; }; }
for target in "$1" "$2"; do
  target=$(readlink -f -- "$target" || echo "$target")
  for file in "$(dirname "$target")/.$(basename "$target").tsh-"????????; do remove "$file"; done
done
shift 2
for file; do remove "$file"; done`

/** Removes temporary files, which may contain secrets, and the override file of a version that was never live. */
export async function removeStaleFiles({
  inputs: { application },
  remote,
  state,
  release,
}: Omit<InterruptedRelease, 'inputs' | 'state'> & {
  inputs: Pick<InterruptedRelease['inputs'], 'application'>
  state: Pick<ServerState, 'releases'>
}): Promise<void> {
  const { version, state: reached } = release
  const wasLive = state.releases.some(one => one.version === version && (one.wasLive || one.exposed))
  const override =
    wasLive || reached === 'switching' ? [] : [absolute(application, `.deploy/${version}.json`)]
  const targets = [application.envFile, `.deploy/${version}.json`].map(name => absolute(application, name))
  const command = ['sh', '-euc', REMOVE, 'remove stale files', ...targets, ...override]
  const { stdout } = await remote.run(command)
  const removed = stdout.split('\n').filter(line => line !== '')
  if (removed.length > 0) log.info(`Removed ${removed.join(', ')}`)
}
