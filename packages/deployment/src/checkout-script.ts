/**
 * Shell functions for the checkout on a server, in whose folder they run. Git is called without what the server's
 * configuration would add to a checkout: its hooks, and modes of files that somebody has changed.
 *
 * While a checkout goes on, the file `.deploy/checkout` names its commit. Before it is written nothing differed from HEAD
 * and no file was where the commit adds one, so a checkout that was interrupted can be taken back path by path.
 */
export const CHECKOUT_FUNCTIONS = `in_progress=.deploy/checkout
plain_git() {
  git -c core.hooksPath=/dev/null -c core.fileMode=false -c core.quotePath=false -c core.safecrlf=false -c advice.detachedHead=false "$@"
}
head_commit() { git rev-parse HEAD; }
# Tracked files that git takes for changed. The index is not written: looking leaves it as it is.
differing_files() {
  plain_git --no-optional-locks status --porcelain --untracked-files=no --no-renames | cut -c 4-
}
# Those whose bytes are not those of HEAD; only their line endings or filters make the others differ.
changed_files() {
  differing_files | while IFS= read -r file; do
    committed=$(git rev-parse --quiet --verify "HEAD:$file") || committed=
    [ -n "$committed" ] && [ "$committed" = "$(git hash-object --no-filters -- "$file" 2> /dev/null)" ] || printf '%s\\n' "$file"
  done
}
# Files and folders that are in the place of one that a commit adds.
files_in_the_way() {
  plain_git diff --name-only --no-renames --diff-filter=A HEAD "$1" -- | while IFS= read -r file; do
    [ ! -e "$file" ] && [ ! -L "$file" ] || printf '%s\\n' "$file"
  done
}
# The git of a connection that was lost may still be at work.
end_git() {
  [ -e .git/index.lock ] || return 0
  for second in 1 2 3 4 5 6 7 8 9 10; do
    cat /proc/[0-9]*/comm 2> /dev/null | grep -qx git || break
    sleep 1
  done
  ! cat /proc/[0-9]*/comm 2> /dev/null | grep -qx git || { echo "git is still running in $PWD" >&2; return 1; }
  rm -f .git/index.lock
  echo "removed .git/index.lock"
}
undo_interrupted() {
  end_git
  [ -e "$in_progress" ] || return 0
  commit=$(cat "$in_progress")
  if git cat-file -e "$commit^{commit}" 2> /dev/null && [ "$(head_commit)" != "$commit" ]; then
    plain_git diff --name-only --no-renames --diff-filter=A -z HEAD "$commit" -- | xargs -0 -r rm -f --
    plain_git diff --name-only --no-renames --diff-filter=A HEAD "$commit" -- | while IFS= read -r file; do
      folder=$(dirname "$file")
      [ ! -d "$folder" ] || rmdir -p --ignore-fail-on-non-empty -- "$folder" 2> /dev/null || true
    done
    plain_git diff --name-only --no-renames --diff-filter=a -z HEAD "$commit" -- | xargs -0 -r git -c core.hooksPath=/dev/null checkout --quiet --force HEAD --
    echo "undid an interrupted checkout of $commit"
  fi
  rm -f "$in_progress"
}
check_out() {
  [ "$(head_commit)" != "$1" ] || return 0
  in_the_way=$(files_in_the_way "$1")
  if [ -n "$in_the_way" ]; then
    printf 'not in git, but in the place of files of commit %s: %s\\n' "$1" "$(echo $in_the_way)" >&2
    return 1
  fi
  # Git takes a file for changed whose line endings are not as .gitattributes says, and would not replace it.
  differing_files | while IFS= read -r file; do
    git diff --quiet HEAD "$1" -- "$file" || changed_files | grep -qxF -- "$file" || rm -f -- "$file"
  done
  mkdir -p .deploy
  printf '%s\\n' "$1" > "$in_progress"
  if plain_git checkout --quiet --detach --no-overwrite-ignore "$1"; then rm -f "$in_progress"
  else undo_interrupted; return 1; fi
}
`
