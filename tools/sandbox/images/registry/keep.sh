#!/bin/sh
# Saves data that the next rehearsal can reuse:  links to layers, and the base images with their tags.
set -eu
cache=/storage/registry/repositories
own=/storage/runs/$REHEARSAL_ID/registry/docker/registry/v2/repositories
[ -d "$own" ] || exit 0
cd "$own"
find . -type d -name _layers | while read -r layers; do
  mkdir -p "$cache/${layers%/_layers}"
  cp -an "$layers" "$cache/${layers%/_layers}/"
done
[ ! -d library ] || cp -a --remove-destination library "$cache/"
find "$cache" -type d -name _uploads -exec rm -rf {} +
