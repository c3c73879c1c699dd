import { log } from '@tsh/action'
import { absolute, appendEvent, type Release, type ReleaseState, type ServerState } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'

/** A release that a run which was cut off has left in the middle. */
export interface Left {
  inputs: Pick<DeployInputs, 'application' | 'healthTimeout' | 'handoverPort'>
  remote: Remote
  /** The server as it was found. */
  state: ServerState
  release: Release
}

const OUTCOMES: Record<string, string> = {
  switched: 'it is completed, and live',
  'rolled-back': 'what was live before it is live again',
  failed: 'it is given up',
}

/** Says how a release that was left in the middle has ended, in the journal and in the log. */
export async function end({ inputs, remote, release }: Left, state: ReleaseState): Promise<void> {
  const reason = `left ${release.state}; the next deployment has ended it`
  await appendEvent(remote, inputs.application, { release: release.id, state, reason })
  log.info(`Release ${release.id}: ${OUTCOMES[state]}`)
}

/** Files are written next to what they replace, which a link may lead to: `$1` and `$2` name the targets. */
const REMOVE = `remove() { [ ! -e "$1" ] || { rm -f -- "$1"; echo "$1"; }; }
for target in "$1" "$2"; do
  target=$(readlink -f -- "$target" || echo "$target")
  for file in "$(dirname "$target")/.$(basename "$target").tsh-"????????; do remove "$file"; done
done
shift 2
for file; do remove "$file"; done`

/** Removes files that were being written, which may hold secrets, and the override file of a version that never was live. */
export async function removeLeftFiles({
  inputs: { application },
  remote,
  state,
  release,
}: Omit<Left, 'inputs' | 'state'> & {
  inputs: Pick<Left['inputs'], 'application'>
  state: Pick<ServerState, 'releases'>
}): Promise<void> {
  const { version, state: reached } = release
  const wasLive = state.releases.some(one => one.version === version && (one.wasLive || one.exposed))
  const override =
    wasLive || reached === 'switching' ? [] : [absolute(application, `.deploy/${version}.json`)]
  const unfinished = [application.envFile, `.deploy/${version}.json`].map(name => absolute(application, name))
  const command = ['sh', '-euc', REMOVE, 'remove what was left', ...unfinished, ...override]
  const { stdout } = await remote.run(command)
  const removed = stdout.split('\n').filter(line => line !== '')
  if (removed.length > 0) log.info(`Removed ${removed.join(', ')}`)
}
