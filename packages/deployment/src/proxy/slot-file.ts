import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { activeSlot, isSlot, otherSlot } from '../slot.ts'
import type { SiteProxy } from './proxy.ts'
import { slotFileTrials } from './slot-file-trials.ts'

/** A trial ends with the move, and not before: so no visitor of the new slot goes back to the old one in between. */
const MOVE = `slots=$(dirname -- "$1")
trap 'rm -f -- "$slots/trial-blue" "$slots/trial-green"' EXIT
[ -e "$2" ] || mv -f -- "$1" "$2"`

/** A proxy that looks for the slot file at every request: a move is one rename, without a reload. */
export async function slotFileProxy(remote: Remote, directory: string): Promise<SiteProxy | undefined> {
  const { code } = await remote.run(['test', '-d', directory], { allowFailure: true })
  if (code !== 0) return undefined
  return {
    kind: 'slot-file',
    description: `slot file in ${directory}, without a reload`,
    warnings: [],
    patience: 1000,
    async current() {
      const { stdout } = await remote.run(['ls', '-1', directory], { allowFailure: true })
      const files = stdout.split('\n').filter(name => name !== '')
      const active = activeSlot(files)
      if (active) return active
      throw new UserError(
        `cannot tell the live slot: ${directory} must hold exactly one file, "blue" or "green", but it holds ${files.join(', ') || 'nothing'}. Look at the site, then leave the file of the slot that has the traffic`,
      )
    },
    async move(slot) {
      const paths = [`${directory}/${otherSlot(slot)}`, `${directory}/${slot}`]
      await remote.run(['sh', '-euc', MOVE, 'move the traffic', ...paths])
    },
    trials: slotFileTrials(remote, directory),
    slotOf: header => (isSlot(header) ? header : undefined),
  }
}
