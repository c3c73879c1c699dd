/**
 * Shell functions for the checkout on a server; they run in its folder. Git runs without the parts of the server's
 * configuration that would affect a checkout: hooks, the fsmonitor, and file modes changed by an operator. File names
 * are NUL-terminated everywhere, because git quotes unusual characters otherwise, and are never treated as patterns.
 * They are cut by the shell: BusyBox has neither "cut -z" nor, on Alpine, "grep -z".
 *
 * While a checkout is in progress, the file `.deploy/checkout` contains the old and the new commit. It is written only
 * when no file that the checkout changes differs from HEAD and nothing occupies the path of an added file, so an
 * interrupted checkout can be reverted path by path. Submodules are updated afterwards.
 */
export const CHECKOUT_FUNCTIONS = `in_progress=.deploy/checkout
export GIT_LITERAL_PATHSPECS=1 GIT_TERMINAL_PROMPT=0
# The program that git would run to detect changes (since git 2.31; older versions run it for a status only).
config_count=\${GIT_CONFIG_COUNT:-0}
export "GIT_CONFIG_KEY_$config_count=core.fsmonitor" "GIT_CONFIG_VALUE_$config_count=" "GIT_CONFIG_COUNT=$((config_count + 1))"
plain_git() {
  git -c core.hooksPath=/dev/null -c core.fsmonitor= -c core.fileMode=false -c core.safecrlf=false -c advice.detachedHead=false -c submodule.recurse=false "$@"
}
head_commit() { git rev-parse HEAD; }
tab=$(printf '\\t')
# Prints the files whose bytes differ from HEAD.
differs='for file; do
  committed=$(git rev-parse --quiet --verify "HEAD:$file") || committed=
  [ -n "$committed" ] && [ "$committed" = "$(git hash-object --no-filters -- "$file" 2> /dev/null)" ] || printf "%s\\0" "$file"
done'
# Tracked files that git considers changed. Read-only: the index is not written.
differing() {
  plain_git --no-optional-locks status --porcelain -z --untracked-files=no --no-renames --ignore-submodules=all | xargs -0 -r sh -c 'for entry; do printf "%s\\0" "\${entry#???}"; done' -
}
# Existing files marked assume-unchanged or skip-worktree.
unwatched() {
  git ls-files -v -z | xargs -0 -r sh -c 'for entry; do
    case $entry in [[:lower:]]\\ * | S\\ *) file=\${entry#??}; [ ! -e "$file" ] || printf "%s\\0" "$file" ;; esac
  done' -
}
# Tracked files whose bytes differ from HEAD; any others differ only by line endings or filters.
changed() { { differing; unwatched; } | xargs -0 -r sh -c "$differs" -; }
# The paths of the submodules of HEAD.
submodules() {
  git ls-files --stage -z | xargs -0 -r sh -c 'tab=$0; for entry; do
    case $entry in "160000 "*) printf "%s\\n" "\${entry#*"$tab"}" ;; esac
  done' "$tab"
}
# A submodule at another commit does not count as changed: it follows the checkout.
changed_files() {
  changed | tr '\\0' '\\n'
  submodules | while IFS= read -r module; do
    [ ! -e "$module/.git" ] || (cd "$module" && changed_files) | while IFS= read -r file; do printf '%s\\n' "$module/$file"; done
  done
}
# Changed files that a commit changes as well.
conflicting() {
  changed | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || printf "%s\\0" "$file"; done' "$1"
}
# Untracked paths that would be overwritten by a file that a commit adds, or by a submodule that becomes a file; folders of tracked files do not count.
in_the_way() {
  plain_git diff --name-only --no-renames --diff-filter=A -z HEAD "$1" -- | xargs -0 -r sh -c 'commit=$0; for file; do
    if [ -d "$file" ] && [ ! -L "$file" ]; then
      # A submodule left by an earlier checkout stays in place.
      if [ -e "$file/.git" ]; then case $(git ls-tree "$commit" -- "$file") in 160000*) continue ;; esac; fi
      [ -z "$(git ls-files --others -- "$file/" | head -n 1)" ] || printf "%s\\0" "$file"
    elif [ -e "$file" ] || [ -L "$file" ]; then printf "%s\\0" "$file"; fi
  done' "$1"
  plain_git diff --name-only --no-renames --diff-filter=T -z HEAD "$1" -- | xargs -0 -r sh -c 'for file; do
    [ ! -d "$file" ] || [ -L "$file" ] || [ -z "$(ls -A "$file")" ] || printf "%s\\0" "$file"
  done' -
}
files_in_the_way() { in_the_way "$1" | tr '\\0' '\\n'; }
# Whether a git process is running in this checkout; the working directory of another user's process cannot be read.
git_runs() {
  checkout=$(pwd -P)
  for comm in $(grep -lx git /proc/[0-9]*/comm 2> /dev/null); do
    case $(readlink "\${comm%comm}cwd" 2> /dev/null)/ in "$checkout"/*) return 0 ;; esac
  done
  return 1
}
# The git process of a lost connection may still be running.
end_git() {
  # In a worktree or a submodule, .git is a file.
  index_lock=$(git rev-parse --git-path index.lock)
  [ -e "$index_lock" ] || return 0
  for second in 1 2 3 4 5 6 7 8 9 10; do
    git_runs || break
    sleep 1
  done
  ! git_runs || { echo "git is still running in $PWD" >&2; return 1; }
  rm -f "$index_lock"
  echo "removed .git/index.lock"
}
revert_interrupted() {
  end_git
  [ -e "$in_progress" ] || return 0
  from= to=
  read -r from to < "$in_progress" || true
  if [ "$(head_commit)" = "$from" ] && [ "$from" != "$to" ] && git cat-file -e "$to^{commit}" 2> /dev/null; then
    plain_git diff --name-only --no-renames --diff-filter=A -z "$from" "$to" -- | xargs -0 -r sh -c 'for file; do
      if [ -d "$file" ] && [ ! -L "$file" ]; then rmdir -- "$file" 2> /dev/null; else rm -f -- "$file"; fi
      case $file in */*) rmdir -p -- "\${file%/*}" 2> /dev/null ;; esac
    done; true' -
    # The index still matches HEAD; paths excluded by a sparse checkout stay excluded.
    plain_git diff --name-only --no-renames --diff-filter=a -z "$from" "$to" -- | plain_git checkout-index --force --index --quiet -z --stdin || true
    echo "reverted an interrupted checkout of $to"
  fi
  rm -f "$in_progress"
}
check_out() {
  [ "$(head_commit)" != "$1" ] || return 0
  problem=$(files_in_the_way "$1")
  if [ -n "$problem" ]; then
    printf 'untracked files would be overwritten by commit %s: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  problem=$(conflicting "$1" | tr '\\0' '\\n')
  if [ -n "$problem" ]; then
    printf 'local changes would be overwritten by commit %s: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  mkdir -p .deploy
  echo "$(head_commit) $1" > "$in_progress"
  # Git considers a file changed when its line endings do not match .gitattributes, and would not replace it.
  differing | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || rm -f -- "$file"; done' "$1"
  if plain_git checkout --quiet --detach --no-overwrite-ignore "$1"; then rm -f "$in_progress"
  else revert_interrupted; return 1; fi
}
# Updates a submodule of HEAD to its commit; $1 is its folder, the rest are git options.
update_submodule() {
  module=$1; shift
  printed=$(plain_git submodule --quiet update --recursive "$@" -- "$module" 2>&1 < /dev/null) && return 0
  # The first line is the reason, except git's progress lines; the URL may contain a password, which may contain an "@".
  printf '%s\\n' "$printed" | sed -e '/^$/d' -e '/^Cloning into /d' -e "s|//[^[:blank:]'\\"]*@|//|g" | head -n 1
  return 1
}
# Fetches a commit from the file $commit_source or, without it, from the remote. Some remotes serve branch tips only; an older commit is fetched with the branches that contain it.
fetch_commit() {
  printed=$(fetch_objects "$1" 2>&1) && return 0 || code=$?
  case $printed in *'unadvertised object'* | *'not our ref'* | *'not valid'*)
    tips=$(git ls-remote --quiet --heads origin | cut -f 1 | sort -u)
    [ -z "$tips" ] || fetch_objects $tips 2>&1 || true
    ! git cat-file -e "$1^{commit}" 2> /dev/null || return 0 ;;
  esac
  printf '%s\\n' "$printed" >&2
  return "$code"
}
fetch_objects() { plain_git \${fetch_config:-} fetch --quiet --no-tags --no-recurse-submodules "\${commit_source:-origin}" "$@"; }
`

/** Excludes the deployment folder from `git status`; runs in the checkout, which may be a worktree or a submodule. */
export const EXCLUDE_DEPLOY_FOLDER = `exclude=$(git rev-parse --git-path info/exclude)
mkdir -p "$(dirname "$exclude")"
grep -qx /.deploy/ "$exclude" 2> /dev/null || echo /.deploy/ >> "$exclude"`
