import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'

/**
 * A git that was killed in the middle of a checkout leaves its lock, some files of the new commit, and HEAD at the old
 * one. It is finished first, so that no file of the new commit stays behind as an unknown one; but only when a lock was
 * left, and when nothing but what that checkout writes differs: anything else is somebody's own change.
 */
const MEND = `cd "$1"; from=$2 to=$3
left=
if [ -e .git/index.lock ]; then
  # The git of a connection that was cut may still be at work.
  for second in 1 2 3 4 5 6 7 8 9 10; do
    cat /proc/[0-9]*/comm 2> /dev/null | grep -qx git || break
    sleep 1
  done
  ! cat /proc/[0-9]*/comm 2> /dev/null | grep -qx git || { echo "git is still running"; exit 0; }
  rm -f .git/index.lock; left=yes
  echo "removed .git/index.lock"
fi
changed=$(git diff --name-only HEAD --)
if [ -n "$left" ] && git cat-file -e "$from^{commit}" 2> /dev/null; then
  written=$(git diff --name-only HEAD "$from" --; git diff --name-only HEAD "$to" --)
  if ! printf '%s\\n' "$changed" | grep . | grep -qvxF "$written"; then
    git -c advice.detachedHead=false checkout --quiet --force --detach "$from"
    changed=
  fi
fi
if [ -z "$changed" ] && [ "$(git rev-parse HEAD)" != "$to" ]; then
  git -c advice.detachedHead=false checkout --quiet --detach "$to"
  echo "checked out $to"
fi`

/**
 * Brings the checkout back to a commit after a run that was cut off, perhaps in the middle of a git command. Changes of
 * somebody's own stay as they are; the next checkout names them.
 */
export async function mendCheckout(
  remote: Remote,
  path: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const { stdout } = await remote.run(['sh', '-euc', MEND, 'mend the checkout', path, from, to])
  for (const line of stdout.split('\n').filter(text => text !== '')) log.info(`Checkout: ${line}`)
}
