import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import { freeBytes } from '@tsh/server'
import type { Manifest } from '../../catalogue/manifest.ts'
import { lackOfSpace } from '../disk.ts'
import { type Guarded, guard } from '../guard.ts'
import { READY } from '../scripts.ts'

/** A server that nobody else knows, with no network; it is gone when `remove` is done. */
export interface Throwaway extends Pick<Guarded, 'remove'> {
  database: Database
}

/**
 * The container goes with the standard input of this script, so also when the connection to the runner is lost.
 * Every process in it is on the loopback or a local socket; trust is the official image's name for "no password".
 */
const RUN = `id=$(docker run -d --rm --pull never --network none --cpu-shares 256 --shm-size 1g --label "tsh-pg-backup=$1" \\
  -e POSTGRES_HOST_AUTH_METHOD=trust -- "$2" postgres -c fsync=off -c full_page_writes=off -c synchronous_commit=off \\
  -c autovacuum=off -c max_wal_size=4GB -c max_locks_per_transaction=1024 </dev/null) || exit 1
printf 'ready %s\\n' "$id"
timeout -s TERM "$3" cat >/dev/null
docker rm -f -v "$id" >/dev/null
! docker inspect "$id" >/dev/null 2>&1`

export interface ThrowawayOptions {
  /** Of the backup, whose id the container is labelled with. */
  manifest: Manifest
  /** Seconds. */
  limit: number
  /** Of the server of the live database, as `server_version_num`. */
  liveVersion: number
}

/**
 * Starts a server for a backup next to the database.
 * @param database the live one, which gives access to containers on that host
 */
export async function startThrowaway(
  remote: Remote,
  database: Database,
  { manifest, limit, liveVersion }: ThrowawayOptions,
): Promise<Throwaway> {
  const live = { version: liveVersion, imageId: database.source.imageId }
  const image = await imageOf(remote, manifest, live)
  await checkSpace(remote, manifest)
  const words = ['sh', '-c', RUN, 'throwaway', manifest.id, image, String(limit)]
  const { value, remove } = await guard(
    await remote.stream(words),
    `a throwaway server on ${remote.name} from image ${image}`,
  )
  const throwaway = database.inContainer(value)
  const { code, stderr } = await throwaway
    .run(READY, { allowFailure: true })
    .catch((cause: Error) => ({ code: -1, stderr: cause.message }))
  if (code === 0) return { database: throwaway, remove }
  await remove()
  throw new UserError(
    `the throwaway server from image ${image} did not start: ${stderr.trim() || 'no answer'}`,
  )
}

/** `registry:5000/name/name:tag@sha256:…`, whatever is missing of it, or the id of an image (distribution/reference). */
const IMAGE =
  /^(?:sha256:[0-9a-f]{64}|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d+)?(?:\/[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)$/i

interface Live {
  version: number
  imageId?: string | undefined
}

/**
 * An image that the host has: that of the live database, where it has the same major version, else that of the backup. The
 * manifest is from the bucket, so what it names is never pulled.
 */
async function imageOf(remote: Remote, manifest: Manifest, live: Live): Promise<string> {
  const { source, server, id } = manifest
  if (live.imageId && major(live.version) === major(server.version) && (await hasImage(remote, live.imageId)))
    return live.imageId
  for (const image of [source.imageId, source.image]) {
    if (!image) continue
    if (!IMAGE.test(image))
      throw new UserError(
        `the manifest of backup ${id} names "${image}", which is no image. Use another backup`,
      )
    if (await hasImage(remote, image)) return image
  }
  const { image } = source
  if (!image)
    throw new UserError(`the manifest of backup ${id} names no image to start a throwaway server from`)
  throw new UserError(
    `backup ${id} cannot be drilled: its image ${image} is not on ${remote.name}, and the live database runs PostgreSQL ${major(live.version)} and not ${major(server.version)}. Get the image there with "docker pull ${image}", if you trust it`,
  )
}

const major = (version: number): number => Math.floor(version / 10_000)

async function hasImage(remote: Remote, image: string): Promise<boolean> {
  const inspect = ['docker', 'image', 'inspect', '--format', '{{.Id}}', '--', image]
  return (await remote.run(inspect, { allowFailure: true })).code === 0
}

async function checkSpace(remote: Remote, { server }: Manifest): Promise<void> {
  const { stdout } = await remote.run(['docker', 'info', '--format', '{{.DockerRootDir}}'])
  const folder = stdout.trim()
  const { stdout: df } = await remote.run(['df', '-Pk', folder])
  const lack = lackOfSpace(freeBytes(df), server.size, `${folder} on ${remote.name}`)
  if (lack) throw new UserError(`too little space for a drill: ${lack}. Free some, or use "verify: 2"`)
}
