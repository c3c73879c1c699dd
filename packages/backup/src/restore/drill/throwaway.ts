import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import { freeBytes } from '@tsh/server-query'
import type { Manifest } from '../../catalogue/manifest.ts'
import { spaceProblem } from '../disk.ts'
import { type Guarded, guard } from '../guard.ts'
import { READY } from '../scripts.ts'

/** A private server without a network; it no longer exists after `remove`. */
export interface Throwaway extends Pick<Guarded, 'remove'> {
  database: Database
}

/**
 * The container is removed when the stdin of this script closes, so also when the connection to the runner is lost.
 * Connections are possible only on loopback or a local socket; trust is the official image's name for "no password".
 */
const RUN = `id=$(docker run -d --rm --pull never --network none --cpu-shares 256 --shm-size 1g --label "tsh-pg-backup=$1" \\
  -e POSTGRES_HOST_AUTH_METHOD=trust -- "$2" postgres -c fsync=off -c full_page_writes=off -c synchronous_commit=off \\
  -c autovacuum=off -c max_wal_size=4GB -c max_locks_per_transaction=1024 </dev/null) || exit 1
printf 'ready %s\\n' "$id"
timeout -s TERM "$3" cat >/dev/null
docker rm -f -v "$id" >/dev/null
! docker inspect "$id" >/dev/null 2>&1`

export interface ThrowawayOptions {
  /** The manifest of the backup; the container is labelled with its id. */
  manifest: Manifest
  /** Timeout in seconds. */
  limit: number
  /** `server_version_num` of the live database. */
  liveVersion: number
}

/**
 * Starts a server for a backup next to the database.
 * @param database the live database, which gives access to containers on that host
 * @throws UserError when it cannot be started
 */
export async function startThrowaway(
  remote: Remote,
  database: Database,
  { manifest, limit, liveVersion }: ThrowawayOptions,
): Promise<Throwaway> {
  const live = { version: liveVersion, imageId: database.source.imageId }
  const image = await imageOf(remote, manifest, live)
  await checkSpace(remote, manifest)
  const command = ['sh', '-c', RUN, 'throwaway', manifest.id, image, String(limit)]
  const { value, remove } = await guard(
    await remote.stream(command),
    `a throwaway server on ${remote.name} from image ${image}`,
  )
  const throwaway = database.inContainer(value)
  const { code, stderr } = await throwaway
    .run(READY, { allowFailure: true })
    .catch((cause: Error) => ({ code: -1, stderr: cause.message }))
  if (code === 0) return { database: throwaway, remove }
  await remove()
  throw new UserError(
    `the throwaway server from image ${image} did not start: ${stderr.trim() || 'no response'}`,
  )
}

/** `registry:5000/name/name:tag@sha256:…`, all parts but the name optional, or an image id (distribution/reference). */
const IMAGE =
  /^(?:sha256:[0-9a-f]{64}|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d+)?(?:\/[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)$/i

interface Live {
  version: number
  imageId?: string | undefined
}

/**
 * An image on the host: that of the live database if it has the same major version, otherwise that of the backup. The
 * manifest comes from the bucket, so its image is never pulled.
 */
async function imageOf(remote: Remote, manifest: Manifest, live: Live): Promise<string> {
  const { source, server, id } = manifest
  if (live.imageId && major(live.version) === major(server.version) && (await hasImage(remote, live.imageId)))
    return live.imageId
  for (const image of [source.imageId, source.image]) {
    if (!image) continue
    if (!IMAGE.test(image))
      throw new UserError(
        `the manifest of backup ${id} contains "${image}", which is not a valid image. Use another backup`,
      )
    if (await hasImage(remote, image)) return image
  }
  const { image } = source
  if (!image) throw new UserError(`the manifest of backup ${id} has no image for a throwaway server`)
  throw new UserError(
    `cannot run a drill of backup ${id}: its image ${image} is not on ${remote.name}, and the live database runs PostgreSQL ${major(live.version)} instead of ${major(server.version)}. If you trust the image, run "docker pull ${image}" there`,
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
  const problem = spaceProblem(freeBytes(df), server.size, `${folder} on ${remote.name}`)
  if (problem)
    throw new UserError(`not enough disk space for a restore drill: ${problem}. Free up some space`)
}
