import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { CHECKOUT_FUNCTIONS } from './checkout-script.ts'

const CHECK_OUT = `${CHECKOUT_FUNCTIONS}cd "$1"
undo_interrupted
check_out "$2"`

/**
 * Checks out a commit that the server has, without a branch. Files that git does not know are never overwritten, and
 * when git fails nothing of the commit stays behind. A checkout that was interrupted earlier is undone first.
 * @throws RemoteCommandError with what is in the way, or git's own error
 */
export async function checkOutCommit(remote: Remote, path: string, sha: string): Promise<void> {
  await runLogged(remote, ['sh', '-euc', CHECK_OUT, 'check out the commit', path, sha])
}

const RETURN = `${CHECKOUT_FUNCTIONS}cd "$1"
undo_interrupted
[ -n "$(changed_files)" ] || [ "$(head_commit)" = "$2" ] || { check_out "$2"; echo "checked out $2"; }`

/**
 * Returns the checkout to a commit after a release that failed or was interrupted, perhaps in the middle of a git command.
 * Changes that somebody else has made stay as they are; the next checkout names them.
 */
export async function returnCheckout(remote: Remote, path: string, sha: string): Promise<void> {
  await runLogged(remote, ['sh', '-euc', RETURN, 'return the checkout', path, sha])
}

const CHANGED = `${CHECKOUT_FUNCTIONS}cd "$1"
undo_interrupted >&2
changed_files`

/** Tracked files of the checkout that differ from HEAD by more than line endings; an interrupted checkout is undone first. */
export async function changedFiles(remote: Remote, path: string): Promise<string[]> {
  const { stdout } = await remote.run(['sh', '-euc', CHANGED, 'list changed files', path])
  return stdout.split('\n').filter(name => name !== '')
}

async function runLogged(remote: Remote, command: readonly string[]): Promise<void> {
  const { stdout } = await remote.run(command)
  for (const line of stdout.split('\n').filter(text => text !== '')) log.info(`Checkout: ${line}`)
}
