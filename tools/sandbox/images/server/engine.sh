#!/bin/sh
# server-engine start|stop|kill: the Docker engine of this server. Its data is on the storage volume
# (overlay2 cannot sit on overlayfs).
set -eu
data=/storage/runs/$REHEARSAL_ID/docker
case "$1" in
  start)
    mkdir -p "$data" /etc/docker
    # An existing configuration is kept, such as one with live-restore.
    if [ -s /etc/docker/daemon.json ]; then :
    elif [ "$REHEARSAL_IMAGE_STORE" = containerd ]; then
      echo '{ "features": { "containerd-snapshotter": true } }' > /etc/docker/daemon.json
    else
      echo '{ "storage-driver": "overlay2" }' > /etc/docker/daemon.json
    fi
    # Subnets that do not overlap with those of the outer engine.
    dockerd --data-root "$data" \
      --bip 10.231.0.1/24 --default-address-pool base=10.232.0.0/16,size=24 \
      --registry-mirror http://registry:5001 --insecure-registry registry:5001 \
      >>/var/log/dockerd.log 2>&1 &
    ;;
  stop | kill)
    [ "$1" = kill ] && signal=KILL || signal=TERM
    pid=$(cat /var/run/docker.pid)
    kill -s "$signal" "$pid"
    for _ in $(seq 600); do [ -d "/proc/$pid" ] || exit 0; sleep 0.1; done
    exit 1
    ;;
esac
