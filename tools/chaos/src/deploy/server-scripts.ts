import { GATE, JOURNAL, PATH, type PORTS, SLOTS } from './environment.ts'

/**
 * One small disk for the application's folder and for Docker, which can be filled in no time: a memory file system with
 * little more left than a deployment asks for. Containers go on without their engine (live-restore), and are reached without a process of it,
 * so that what is lost while the engine is down is not lost by the engine.
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
  'for i in $(seq 1200); do docker info > /dev/null 2>&1 && exit 0; sleep 0.1; done; exit 1'

/** Megabytes. */
const LEFT = 320
export const BALLAST = `set -e
free=$(df --output=avail -m /disk | tail -n 1)
fallocate -l "$((free - ${LEFT}))M" /disk/ballast`

export const FILL = `fallocate -l "$(df --output=avail -B1 /disk | tail -n 1)" /disk/full
dd if=/dev/zero of=/disk/full.rest bs=4k 2> /dev/null || true`

/** Tells about a moment of a deployment when it was asked to, and waits there; then Docker itself runs. */
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

/** What all versions are made from. */
export const imageScript = (base: string): string => `set -e
docker create --name made ${base} node /stand-in/server.js
docker cp ${GATE}/stand-in made:/stand-in
docker commit made stand-in:base; docker rm made`

export const REPOSITORY = `set -e; cd ${PATH}
git init -q --bare -b main /srv/origin.git; git init -q -b main; git remote add origin /srv/origin.git
printf '.env\\n' > .gitignore; git config user.name a; git config user.email a@b
git add compose.yml .gitignore; git commit -q -m first; git push -q origin main; git clone -q /srv/origin.git /srv/author
cd /srv/author; git config user.name a; git config user.email a@b`

/** Another commit in the repository and an image of its own; prints the commit's id and the image's digest. */
export const releaseScript = (version: string, registry: string): string => `set -e
name=${registry}/stand-in:${version}
echo "FROM stand-in:base\nLABEL version=${version}" | DOCKER_BUILDKIT=0 docker build -q -t stand-in:${version} - > /dev/null
docker tag stand-in:${version} "$name"; docker push -q "$name" > /dev/null
cd /srv/author; git commit -q --allow-empty -m ${version}; git push -q origin HEAD:main; git rev-parse HEAD
docker image inspect --format '{{index .RepoDigests 0}}' "$name"; docker image rm "$name" > /dev/null`

/** As after a first deployment by hand: one version runs, and nobody has deployed. */
export const resetScript = (environment: keyof typeof PORTS, version: string): string => `set -e
rm -rf ${GATE}/armed ${GATE}/reached ${GATE}/released ${GATE}/watching ${GATE}/holding ${GATE}/migrations /disk/full /disk/full.rest /tmp/tmp.*
while umount ${SLOTS} 2> /dev/null; do :; done
rm -rf /etc/nginx/conf.d/broken.conf ${SLOTS}; mkdir -p ${SLOTS}
rm -rf ${PATH}/.deploy; mkdir ${PATH}/.deploy; touch ${JOURNAL}
docker ps -aq | xargs -r docker rm -f > /dev/null
cd ${PATH}; VERSION=${version} docker compose --env-file .env -f compose.yml up -d 2>&1
${environment === 'production' ? `touch ${SLOTS}/blue` : ''}`
