import { log } from '@tsh/action'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { CHECKOUT_FUNCTIONS } from './checkout-script.ts'
import { updateSubmodules } from './submodules.ts'

const CHECK_OUT = `${CHECKOUT_FUNCTIONS}cd "$1"
revert_interrupted
check_out "$2"
submodules | sed 's/^/submodule /'`

/**
 * Checks out a commit that the server already has, with a detached HEAD. Untracked files are never overwritten, and a
 * failed checkout leaves nothing of the commit behind. An interrupted checkout is reverted first. Submodules are
 * updated to the commit.
 * @throws RemoteCommandError with the conflicting files, or git's own error
 * @throws UserError when a submodule cannot be updated
 */
export async function checkOutCommit(remote: Remote, path: string, sha: string): Promise<void> {
  const { stdout } = await remote.run(['sh', '-euc', CHECK_OUT, 'check out the commit', path, sha])
  const submodules: string[] = []
  for (const line of linesOf(stdout)) {
    const [, submodule] = /^submodule (.*)$/.exec(line) ?? []
    if (submodule === undefined) log.info(`Checkout: ${line}`)
    else submodules.push(submodule)
  }
  await updateSubmodules(remote, path, submodules)
}

const RETURN = `${CHECKOUT_FUNCTIONS}cd "$1"
revert_interrupted
[ "$(head_commit)" != "$2" ] || exit 0
changed=$(changed_files)
if [ -z "$changed" ]; then
  check_out "$2"; echo "checked out $2"
  # The server already has the submodule commits.
  submodules | while IFS= read -r module; do
    [ ! -e "$module/.git" ] || reason=$(update_submodule "$module" --no-fetch) || echo "submodule $module was not updated: $reason"
  done
else echo "not reverted to $2 because of local changes ($(echo $changed))"; exit 3; fi`

/**
 * Reverts the checkout to a commit after a failed or interrupted release, possibly in the middle of a git command.
 * Local changes are kept and reported in a warning.
 * @returns whether the commit is checked out
 */
export async function returnCheckout(remote: Remote, path: string, sha: string): Promise<boolean> {
  const command = ['sh', '-euc', RETURN, 'revert the checkout', path, sha]
  const { code, stdout, stderr } = await remote.run(command, { allowFailure: true })
  for (const line of linesOf(stdout)) {
    if (code === 3 || line.startsWith('submodule '))
      log.warning(`Checkout of ${path} on ${remote.name}: ${line}`)
    else log.info(`Checkout: ${line}`)
  }
  if (code !== 0 && code !== 3)
    throw new RemoteCommandError(remote.name, command, { code, signal: undefined, stderr }, stdout)
  return code === 0
}

const CHANGED = `${CHECKOUT_FUNCTIONS}cd "$1"
revert_interrupted >&2
changed_files`

/** Tracked files that differ from HEAD by more than line endings; an interrupted checkout is reverted first. */
export async function changedFiles(remote: Remote, path: string): Promise<string[]> {
  const { stdout } = await remote.run(['sh', '-euc', CHANGED, 'list changed files', path])
  return linesOf(stdout)
}

const linesOf = (text: string): string[] => text.split('\n').filter(line => line !== '')
