#!/bin/sh
# Every rehearsal has repositories of its own, so nothing pushed in one is seen in another. Blobs are
# named by their content and shared, and so are the links to layers (which let a client skip an upload)
# and the base images under library/.
set -eu
cache=/storage/registry
own=/storage/runs/$REHEARSAL_ID/registry/docker/registry/v2
mkdir -p "$cache/blobs" "$cache/repositories" "$own"
ln -sfn "$cache/blobs" "$own/blobs"
cp -a "$cache/repositories" "$own/repositories"
cat > /etc/rehearsal-registry.yml <<YML
version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage:
  filesystem: { rootdirectory: /storage/runs/$REHEARSAL_ID/registry }
  maintenance: { uploadpurging: { enabled: false } }
http: { addr: ':5000', secret: $REHEARSAL_ID }
YML
exec docker-registry serve /etc/rehearsal-registry.yml
