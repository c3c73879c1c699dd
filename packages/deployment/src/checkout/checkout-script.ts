/**
 * Shell functions for the checkout on a server, in whose folder they run. Git is called without what the server's
 * configuration would add to a checkout: its hooks, its monitor, and modes of files that an operator has changed. Names of files end with a
 * NUL wherever they are passed on, since git quotes those with unusual characters otherwise, and are never patterns.
 *
 * While a checkout goes on, the file `.deploy/checkout` names the commit before it and its own. Before it is written,
 * nothing that the checkout writes differed from HEAD, and nothing was in the place of what it adds; so a checkout that
 * was interrupted can be undone path by path. Submodules are brought to their commits afterwards.
 */
export const CHECKOUT_FUNCTIONS = `in_progress=.deploy/checkout
export GIT_LITERAL_PATHSPECS=1 GIT_TERMINAL_PROMPT=0
# A program that git would start to learn what has changed (since git 2.31; an older one starts it for a status only).
config_count=\${GIT_CONFIG_COUNT:-0}
export "GIT_CONFIG_KEY_$config_count=core.fsmonitor" "GIT_CONFIG_VALUE_$config_count=" "GIT_CONFIG_COUNT=$((config_count + 1))"
plain_git() {
  git -c core.hooksPath=/dev/null -c core.fsmonitor= -c core.fileMode=false -c core.safecrlf=false -c advice.detachedHead=false -c submodule.recurse=false "$@"
}
head_commit() { git rev-parse HEAD; }
# Whether the bytes of a file are not those of HEAD.
differs='for file; do
  committed=$(git rev-parse --quiet --verify "HEAD:$file") || committed=
  [ -n "$committed" ] && [ "$committed" = "$(git hash-object --no-filters -- "$file" 2> /dev/null)" ] || printf "%s\\0" "$file"
done'
# Tracked files that git takes for changed. The index is not written: looking leaves it as it is.
differing() {
  plain_git --no-optional-locks status --porcelain -z --untracked-files=no --no-renames --ignore-submodules=all | cut -z -c 4-
}
# Files that git is set to take for unchanged, and that are there.
unwatched() {
  git ls-files -v -z | grep -z '^[a-zS] ' | cut -z -c 3- | xargs -0 -r sh -c 'for file; do [ ! -e "$file" ] || printf "%s\\0" "$file"; done' -
}
# Tracked files whose bytes are not those of HEAD; only their line endings or filters make other ones differ.
changed() { { differing; unwatched; } | xargs -0 -r sh -c "$differs" -; }
# Where the submodules of HEAD are.
submodules() { git ls-files --stage -z | grep -z '^160000 ' | cut -z -f 2- | tr '\\0' '\\n'; }
# A submodule at another commit is none of them: it follows the checkout.
changed_files() {
  changed | tr '\\0' '\\n'
  submodules | while IFS= read -r module; do
    [ ! -e "$module/.git" ] || (cd "$module" && changed_files) | while IFS= read -r file; do printf '%s\\n' "$module/$file"; done
  done
}
# Those that a commit changes as well.
conflicting() {
  changed | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || printf "%s\\0" "$file"; done' "$1"
}
# What is in the place of a file that a commit adds, or of a submodule that becomes one; not a folder of files that HEAD has.
in_the_way() {
  plain_git diff --name-only --no-renames --diff-filter=A -z HEAD "$1" -- | xargs -0 -r sh -c 'commit=$0; for file; do
    if [ -d "$file" ] && [ ! -L "$file" ]; then
      # A submodule that an earlier checkout has left stays where it is.
      if [ -e "$file/.git" ]; then case $(git ls-tree "$commit" -- "$file") in 160000*) continue ;; esac; fi
      [ -z "$(git ls-files --others -- "$file/" | head -n 1)" ] || printf "%s\\0" "$file"
    elif [ -e "$file" ] || [ -L "$file" ]; then printf "%s\\0" "$file"; fi
  done' "$1"
  plain_git diff --name-only --no-renames --diff-filter=T -z HEAD "$1" -- | xargs -0 -r sh -c 'for file; do
    [ ! -d "$file" ] || [ -L "$file" ] || [ -z "$(ls -A "$file")" ] || printf "%s\\0" "$file"
  done' -
}
files_in_the_way() { in_the_way "$1" | tr '\\0' '\\n'; }
# Whether a git is at work in this checkout; where that of another user is cannot be read.
git_runs() {
  checkout=$(pwd -P)
  for comm in $(grep -lx git /proc/[0-9]*/comm 2> /dev/null); do
    case $(readlink "\${comm%comm}cwd" 2> /dev/null)/ in "$checkout"/*) return 0 ;; esac
  done
  return 1
}
# The git of a connection that was lost may still be at work.
end_git() {
  [ -e .git/index.lock ] || return 0
  for second in 1 2 3 4 5 6 7 8 9 10; do
    git_runs || break
    sleep 1
  done
  ! git_runs || { echo "git is still running in $PWD" >&2; return 1; }
  rm -f .git/index.lock
  echo "removed .git/index.lock"
}
undo_interrupted() {
  end_git
  [ -e "$in_progress" ] || return 0
  from= to=
  read -r from to < "$in_progress" || true
  if [ "$(head_commit)" = "$from" ] && [ "$from" != "$to" ] && git cat-file -e "$to^{commit}" 2> /dev/null; then
    plain_git diff --name-only --no-renames --diff-filter=A -z "$from" "$to" -- | xargs -0 -r sh -c 'for file; do
      if [ -d "$file" ] && [ ! -L "$file" ]; then rmdir -- "$file" 2> /dev/null; else rm -f -- "$file"; fi
      case $file in */*) rmdir -p -- "\${file%/*}" 2> /dev/null ;; esac
    done; true' -
    # The index is still that of HEAD; what a sparse checkout leaves out stays away.
    plain_git diff --name-only --no-renames --diff-filter=a -z "$from" "$to" -- | plain_git checkout-index --force --index --quiet -z --stdin || true
    echo "undid an interrupted checkout of $to"
  fi
  rm -f "$in_progress"
}
check_out() {
  [ "$(head_commit)" != "$1" ] || return 0
  problem=$(files_in_the_way "$1")
  if [ -n "$problem" ]; then
    printf 'not in git, but in the place of files of commit %s: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  problem=$(conflicting "$1" | tr '\\0' '\\n')
  if [ -n "$problem" ]; then
    printf 'local changes in files that commit %s changes: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  mkdir -p .deploy
  echo "$(head_commit) $1" > "$in_progress"
  # Git takes a file for changed whose line endings are not as .gitattributes says, and would not replace it.
  differing | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || rm -f -- "$file"; done' "$1"
  if plain_git checkout --quiet --detach --no-overwrite-ignore "$1"; then rm -f "$in_progress"
  else undo_interrupted; return 1; fi
}
# Brings a submodule of HEAD to its commit; $1 is its folder, the rest are options of git.
update_submodule() {
  module=$1; shift
  printed=$(plain_git submodule --quiet update --recursive "$@" -- "$module" 2>&1 < /dev/null) && return 0
  # The first line is the reason, unless git says what it was about to do; the address may contain a password, and that an "@".
  printf '%s\\n' "$printed" | sed -e '/^$/d' -e '/^Cloning into /d' -e "s|//[^[:blank:]'\\"]*@|//|g" | head -n 1
  return 1
}
# Fetches a commit. Some remotes give only the tips of branches; an older commit comes with those that have it.
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
fetch_objects() { plain_git \${fetch_config:-} fetch --quiet --no-tags --no-recurse-submodules origin "$@"; }
`
