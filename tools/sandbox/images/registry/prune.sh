#!/bin/sh
# Limits the storage volume: removes folders of finished runs, and the registry's data when it is too
# large and no other run uses it. REHEARSAL_OTHERS lists the runs that still have containers; the age
# limit protects runs that are just starting.
set -eu
largest=${REHEARSAL_LARGEST:-2048} # MB
mkdir -p /storage/runs
find /storage/runs -mindepth 1 -maxdepth 1 -mmin +60 | while read -r run; do
  case " ${REHEARSAL_OTHERS:-} $REHEARSAL_ID " in *" ${run##*/} "*) ;; *) rm -rf "$run" ;; esac
done
others=$(find /storage/runs -mindepth 1 -maxdepth 1 ! -name "$REHEARSAL_ID")
[ -z "$others" ] && [ -d /storage/registry ] || exit 0
size=$(du -sm /storage/registry)
[ "${size%%[!0-9]*}" -le "$largest" ] || rm -rf /storage/registry
