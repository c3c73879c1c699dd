/** Compose reads no larger files. */
const MAX_FILE_BYTES = 65_536

/**
 * Shell functions that run a compose command on a commit that is not checked out, in `$folder`: with all files of the
 * commit that may be included, extended or used as an env file. Files that are only on the server are linked one by one
 * as compose fails to find them. Smudge filters are not run: they only affect files that compose does not read.
 */
export const COMMIT_FILES = `write_commit_files() {
  mkdir -p "$folder" && cd "$path" || return 1
  GIT_INDEX_FILE=$scratch/index
  export GIT_INDEX_FILE
  git read-tree "$sha" || return 1
  git -c core.quotePath=false ls-tree -r -l "$sha" |
    awk -F '\\t' -v files=" $files " '{ split($1, of, " "); if (of[2] == "blob" && (of[4] <= ${MAX_FILE_BYTES} || index(files, " " $2 " "))) print $2 }' |
    git -c filter.lfs.smudge= -c filter.lfs.process= -c filter.lfs.required=false checkout-index --quiet --stdin --prefix="$folder/"
}
# The file that compose could not read, as a path in the folder; it reports the first only.
missed() { sed -n "s|^.*\\($folder/[^:\\"]*[^:\\" ]\\).*|\\1|p" | sed 's/ not found$//' | head -n 1; }
# Links the server's own file. A symlink of the commit in a parent folder would lead out of the folder.
from_server() {
  parent=$(dirname "$1")
  while [ "$parent" != "$folder" ] && [ "$parent" != / ]; do
    [ ! -L "$parent" ] || rm -f "$parent"
    parent=$(dirname "$parent")
  done
  mkdir -p "$(dirname "$1")"
  rm -f "$1"
  ln -s "$path/\${1#"$folder"/}" "$1"
}
read_commit() {
  (write_commit_files) || return 1
  cd "$folder"
  env_file=$folder/\${env#"$path"/}
  from_server "$env_file"
  [ ! -e "$scratch/env" ] || { rm -f "$env_file"; cp "$scratch/env" "$env_file"; }
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    code=0; printed=$(in_commit "$@" 2>&1) || code=$?
    [ "$code" -ne 0 ] || break
    name=$(printf '%s\\n' "$printed" | missed)
    [ -n "$name" ] && [ ! -e "$name" ] && [ -e "$path/\${name#"$folder"/}" ] || break
    from_server "$name"
  done
  case $printed in *' variable is not set'*) : > "$scratch/unset" ;; esac
  printf '%s\\n' "$printed"
  return "$code"
}
# Runs a command for the checkout on the files of the commit instead.
in_commit() {
  for arg; do
    shift
    case $arg in
      "$path" | "$path"/*) arg=$folder\${arg#"$path"} ;;
      PWD="$path") arg=PWD=$folder ;;
    esac
    set -- "$@" "$arg"
  done
  "$@"
}
`
