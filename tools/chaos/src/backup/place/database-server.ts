import { connect, type Remote, type Target } from '@tsh/remote'
import type { Sandbox } from '@tsh/sandbox'
import { CLEAR_SHIMS, clearDockerShim, installShims } from '../faults/shims.ts'
import { createDatabases, DATABASES, type DatabaseName } from './datasets.ts'

/** A dedicated database server, on which cases run sequentially. */
export interface DatabaseServer {
  sandbox: Sandbox
  target: Target
  /** Id of the database's container. */
  container: string
  /** Address at which the server requires a password; changes with every start. */
  address(): Promise<string>
  /** The contents of its databases, as digests of the SQL that restores them. */
  contents: Record<DatabaseName, string>
  /** Bytes of their archives without compression. */
  sizes: Record<DatabaseName, number>
  /** What the naive pipeline would store for its database. */
  naive: { size: number; contents: string }
  /** Runs a shell script on the server, bypassing all faults. */
  onServer(script: string, input?: Buffer | string): Promise<string>
  /** Runs a shell script in the database's container, bypassing all faults. */
  inContainer(script: string, input?: Buffer | string): Promise<string>
  /** Reverts all changes of a case to the server. */
  heal(): Promise<void>
  /** Removes the server. */
  close(): Promise<void>
}

export interface DatabaseServerOptions {
  image: string
  major: number
  password: string
}

/** Starts a container with its databases on the sandbox's server. */
export async function startDatabaseServer(
  sandbox: Sandbox,
  { image, major, password }: DatabaseServerOptions,
): Promise<DatabaseServer> {
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  const target = { host, port, user, privateKey, knownHosts: knownHosts.split('\n') }
  const control = await connect(target)
  const onServer = (script: string, input?: Buffer | string) => run(control, ['sh', '-c', script], input)
  const started = `docker run -d --label sh.tsh.chaos=database -e POSTGRES_PASSWORD="$(cat)" -e POSTGRES_USER=erp -e POSTGRES_DB=shop ${image} postgres -c fsync=off`
  const container = await onServer(started, password)
  const inContainer = (script: string, input?: Buffer | string) =>
    run(control, ['/usr/bin/docker', 'exec', '-i', container, 'sh', '-c', script], input)
  await onServer(waitUntilReady(container))
  await inContainer('psql -X -q -v ON_ERROR_STOP=1 -U erp -d shop', createDatabases())
  await inContainer(installShims(major))
  const contents = {} as DatabaseServer['contents']
  const sizes = {} as DatabaseServer['sizes']
  for (const name of DATABASES) {
    const { size, digest } = await measure(inContainer, `pg_dump -w -U erp -Fc -Z0 ${name}`, DIGEST)
    contents[name] = digest
    sizes[name] = size
  }
  const { size, digest } = await measure(inContainer, NAIVE_DUMP, `gzip -d | ${SQL_DIGEST}`)
  const naive = { size, contents: digest }
  return {
    ...{ sandbox, target, container, contents, sizes, naive, onServer, inContainer },
    address: () => inContainer('hostname -i'),
    async heal() {
      const healthy = `timeout 10 /usr/bin/docker exec ${container} sh -c '${CLEAR_SHIMS}; pg_isready -q -h 127.0.0.1'`
      const ready = `${waitUntilReady(container)}`
      await onServer(`${clearDockerShim(container)}; ${healthy} 2>/dev/null || {\n${ready}\n}`)
    },
    async close() {
      await onServer(`/usr/bin/docker rm -f -v ${container}`)
      control.close()
    },
  }
}

/** Size and digest of a command's output. */
async function measure(inContainer: DatabaseServer['inContainer'], dump: string, digester: string) {
  const file = '/dev/shm/measured'
  const script = `${dump} >${file}; wc -c <${file}; <${file} ${digester}; rm ${file}`
  const [size, digest = ''] = (await inContainer(script)).split('\n')
  return { size: Number(size), digest }
}

/** Digest of SQL, without `\\restrict`, which contains a random token. */
export const SQL_DIGEST = `sed '/^\\\\\\(un\\)\\?restrict /d' | md5sum | cut -c1-32`

/** Digest of the SQL in an archive. */
export const DIGEST = `pg_restore -f - | ${SQL_DIGEST}`

/** How a naive script dumps a database. */
export const NAIVE_DUMP = 'pg_dump -w -U erp shop | gzip -1'

/**
 * A server that is not ready within ten seconds is restarted. After a case that hung, the engine may never start a program in
 * the container again (moby/moby#53614).
 */
const waitUntilReady = (container: string): string =>
  `for start in 1 2 3 4; do
  { /usr/bin/docker unpause ${container}; /usr/bin/docker start ${container}; } >/dev/null 2>&1
  for try in $(seq 50); do
    timeout 10 /usr/bin/docker exec ${container} pg_isready -q -h 127.0.0.1 >/dev/null 2>&1 && exit 0
    sleep 0.1
  done
  /usr/bin/docker kill ${container} >/dev/null 2>&1
done
exit 1`

async function run(remote: Remote, command: string[], input?: Buffer | string): Promise<string> {
  const { stdout } = await remote.run(command, input === undefined ? {} : { input })
  return stdout.trim()
}
