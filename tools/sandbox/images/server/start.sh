#!/bin/sh
# Starts the services of the server: sshd, nginx and its own Docker engine.
set -eu
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
/usr/sbin/sshd
nginx
[ -z "$REHEARSAL_TEMPLATE" ] || server-template restore "$REHEARSAL_TEMPLATE"
server-engine start
exec sleep infinity
