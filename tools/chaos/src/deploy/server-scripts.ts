import { GATE, JOURNAL, PATH, type PORTS, SLOTS } from './environment.ts'

/**
 * One small disk for the application's folder and for Docker, which can be filled quickly: a tmpfs with slightly more free
 * space than a deployment requires. Containers keep running without the engine (live-restore), and are reachable without the
 * userland proxy, so that an engine failure alone loses no requests.
 */
export const DISK = `set -e
data=/storage/runs/$REHEARSAL_ID/docker
server-engine stop
mkdir -p /disk && mount -t tmpfs -o size=1500m tmpfs /disk && mkdir -p /disk/erp ${PATH} ${GATE} ${SLOTS}
cp -a "$data" /disk/docker
mount --bind /disk/docker "$data"; mount --bind /disk/erp ${PATH}
mkdir -p /etc/docker; echo '{ "live-restore": true, "userland-proxy": false }' > /etc/docker/daemon.json
server-engine start`

export const ENGINE_READY =
  'for i in $(seq 1200); do docker version > /dev/null 2>&1 && exit 0; sleep 0.1; done; exit 1'

const FREE_MB = 320
export const BALLAST = `set -e
free=$(df --output=avail -m /disk | tail -n 1)
fallocate -l "$((free - ${FREE_MB}))M" /disk/ballast`

export const FILL = `fallocate -l "$(df --output=avail -B1 /disk | tail -n 1)" /disk/full
dd if=/dev/zero of=/disk/full.rest bs=4k 2> /dev/null || true`

/** Reports an armed injection point of a deployment, waits there, and then runs Docker itself. */
export const SHIM = `#!/bin/sh
case " $* " in
*" pull "*) at=images ;;
*" up -d "*) at=up ;;
*) at= ;;
esac
if [ -n "$at" ] && [ "$at" = "$(cat ${GATE}/armed 2> /dev/null)" ]; then
  rm ${GATE}/armed; touch ${GATE}/reached
  [ "$at" = up ] || while [ ! -e ${GATE}/released ]; do sleep 0.02; done
fi
exec /usr/bin/docker "$@"
`

/** Creates the base image of all versions. */
export const imageScript = (base: string): string => `set -e
docker create --name made ${base} node /test-app/server.js
docker cp ${GATE}/test-app made:/test-app
docker commit made test-app:base; docker rm made`

export const REPOSITORY = `set -e; cd ${PATH}
git init -q --bare -b main /srv/origin.git; git init -q -b main; git remote add origin /srv/origin.git
printf '.env\\n' > .gitignore; git config user.name a; git config user.email a@b
git add compose.yml .gitignore; git commit -q -m first; git push -q origin main; git clone -q /srv/origin.git /srv/author
cd /srv/author; git config user.name a; git config user.email a@b`

/** Creates another commit and its image; prints the commit's id and the image's digest. */
export const releaseScript = (version: string, registry: string): string => `set -e
name=${registry}/test-app:${version}
echo "FROM test-app:base\nLABEL version=${version}" | DOCKER_BUILDKIT=0 docker build -q -t test-app:${version} - > /dev/null
docker tag test-app:${version} "$name"; docker push -q "$name" > /dev/null
cd /srv/author; git commit -q --allow-empty -m ${version}; git push -q origin HEAD:main; git rev-parse HEAD
docker image inspect --format '{{index .RepoDigests 0}}' "$name"; docker image rm "$name" > /dev/null`

/** Restores the state after an initial manual setup: one version is running, without any deployment. */
export const resetScript = (environment: keyof typeof PORTS, version: string): string => `set -e
rm -rf ${GATE}/armed ${GATE}/reached ${GATE}/released ${GATE}/watching ${GATE}/holding ${GATE}/migrations /disk/full /disk/full.rest /tmp/tmp.*
while umount ${SLOTS} 2> /dev/null; do :; done
rm -rf /etc/nginx/conf.d/broken.conf ${SLOTS}; mkdir -p ${SLOTS}
rm -rf ${PATH}/.deploy; mkdir ${PATH}/.deploy; touch ${JOURNAL}
docker ps -aq | xargs -r docker rm -f > /dev/null
cd ${PATH}; VERSION=${version} docker compose --env-file .env -f compose.yml up -d 2>&1
${environment === 'production' ? `touch ${SLOTS}/blue` : ''}`
