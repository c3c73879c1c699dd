#!/bin/sh
# Every rehearsal has its own repositories, so images pushed in one are not visible in another. Blobs are
# content-addressed and shared, and so are the links to layers (which let a client skip an upload) and
# the base images under library/. The same data is served on two ports: port 5000 requires the account's
# password; port 5001 is the mirror for base images, which a Docker engine reads without a password.
set -eu
cache=/storage/registry
run=/storage/runs/$REHEARSAL_ID
own=$run/registry/docker/registry/v2
exec 9>/storage/registry.lock
flock 9
registry-prune
mkdir -p "$cache/blobs" "$cache/repositories" "$own"
ln -sfn "$cache/blobs" "$own/blobs"
cp -a "$cache/repositories" "$own/repositories"
exec 9>&-

configuration() { # port, further lines
  cat <<YML
version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage:
  filesystem: { rootdirectory: $run/registry }
  maintenance: { uploadpurging: { enabled: false } }
http: { addr: ':$1', secret: $REHEARSAL_ID }
$2
YML
}
configuration 5001 '' > /etc/registry-open.yml
configuration 5000 'auth: { htpasswd: { realm: rehearsal, path: /run/accounts } }' > /etc/registry.yml
# The account is passed on stdin, see registry-account; a password must not be an argument.
until [ -s /run/accounts ]; do sleep 0.05; done
docker-registry serve /etc/registry-open.yml &
exec docker-registry serve /etc/registry.yml
