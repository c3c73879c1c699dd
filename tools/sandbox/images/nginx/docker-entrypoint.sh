#!/bin/sh
# Like the official image: templates become configuration with the values of variables.
set -e
for template in /etc/nginx/templates/*.template; do
  [ -e "$template" ] || continue
  defined=$(env | cut -d= -f1 | sed 's/.*/${&}/' | tr '\n' ' ')
  envsubst "$defined" < "$template" > "/etc/nginx/conf.d/$(basename "$template" .template)"
done
exec "$@"
