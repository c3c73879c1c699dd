#!/bin/sh
# A Docker engine that provides its socket and command line tools to the runner's steps in /run/runner.
set -eu
data=/storage/runs/$REHEARSAL_ID/runner
mkdir -p "$data"
cp "$(command -v docker)" /run/runner/docker.bin
find /usr/libexec/docker/cli-plugins /usr/lib/docker/cli-plugins -type f -name 'docker-*' -exec cp {} /run/runner/ \; 2>/dev/null || true
if [ "$REHEARSAL_IMAGE_STORE" = containerd ]; then
  mkdir -p /etc/docker
  echo '{ "features": { "containerd-snapshotter": true } }' > /etc/docker/daemon.json
fi
exec dockerd --data-root "$data" --host unix:///run/runner/docker.sock --host unix:///var/run/docker.sock \
  --bip 10.229.0.1/24 --default-address-pool base=10.230.0.0/16,size=24 \
  --registry-mirror http://registry:5001 --insecure-registry registry:5001
