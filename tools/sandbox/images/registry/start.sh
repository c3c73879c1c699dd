#!/bin/sh
# Every rehearsal has repositories of its own, so nothing pushed in one is seen in another. Blobs are
# named by their content and shared, and so are the links to layers (which let a client skip an upload)
# and the base images under library/. Two doors to the same data: port 5000 demands the account's
# password; port 5001 is the mirror for base images, which a Docker engine reads without one.
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
# The account comes over standard input, see registry-account; a password has no place in an argument.
until [ -s /run/accounts ]; do sleep 0.05; done
docker-registry serve /etc/registry-open.yml &
exec docker-registry serve /etc/registry.yml
