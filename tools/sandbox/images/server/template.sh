#!/bin/sh
# server-template save KEY [FOLDER] | restore KEY: the engine's data and the deploy folder of a prepared
# server. Image layers are hard-linked, since overlayfs never writes to a lower layer; everything that a
# container or the engine modifies in place is copied. A key is a kind and a hash: seed-… or images-….
set -eu
own=/storage/runs/$REHEARSAL_ID
template=/storage/templates/$2
mkdir -p /storage/templates

# The id files have no trailing newline; cat would join them.
ids() { for file in "$1"/image/overlay2/layerdb/mounts/*/*-id; do case "$file" in */parent-id) ;; *) cat "$file"; echo ;; esac; done; }

copy_engine() { # from, to
  mkdir -p "$2"
  cp -al "$1/overlay2" "$2/overlay2"
  for mount in $(ids "$1"); do
    [ -e "$1/overlay2/$mount" ] || continue
    rm -rf "$2/overlay2/$mount"
    cp -a "$1/overlay2/$mount" "$2/overlay2/$mount"
  done
  for part in "$1"/*; do
    case "${part##*/}" in overlay2 | tmp | runtimes) ;; *) cp -a "$part" "$2/" ;; esac
  done
}

case "$1" in
  save)
    [ ! -e "$template" ] || exit 0
    fresh=$own/template
    mkdir -p "$fresh"
    copy_engine "$own/docker" "$fresh/docker"
    [ -z "${3:-}" ] || tar -C / -cf "$fresh/files.tar" ".$3"
    # Keep the five most recently used of each kind: both environments of two repositories, and one more. The lock waits
    # for a restore that still copies from an older one.
    exec 9>/storage/templates.lock
    flock 9
    for kind in seed images; do
      ls -1t /storage/templates | grep "^$kind-" | tail -n +5 | while read -r old; do rm -rf "/storage/templates/$old"; done
    done
    mv -T "$fresh" "$template" 2>/dev/null || rm -rf "$fresh"
    ;;
  restore)
    exec 9>/storage/templates.lock
    flock --shared 9
    [ -e "$template" ] || exit 0
    touch "$template"
    copy_engine "$template/docker" "$own/docker"
    [ ! -e "$template/files.tar" ] || tar -C / -xf "$template/files.tar"
    touch "$own/seeded"
    ;;
esac
