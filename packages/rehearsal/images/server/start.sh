#!/bin/sh
# Starts what a server runs: sshd, nginx and a Docker engine of its own. The engine's data is on the
# storage volume (overlay2 cannot sit on overlayfs).
set -eu
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
/usr/sbin/sshd
nginx
data=/storage/runs/$REHEARSAL_ID/docker
mkdir -p "$data"
# Subnets apart from the ones that the outer engine hands out.
dockerd --data-root "$data" --storage-driver overlay2 \
  --bip 10.231.0.1/24 --default-address-pool base=10.232.0.0/16,size=24 \
  --registry-mirror http://registry:5000 --insecure-registry registry:5000 \
  >/var/log/dockerd.log 2>&1 &
exec sleep infinity
