import type { CaseContext } from '../place/case-context.ts'
import { type Program, setDockerShim, setShim } from './shims.ts'

/** Sends a signal to every process of that name in the database's container. */
export const signal = ({ dbServer }: CaseContext, name: string, kind: string): Promise<string> =>
  dbServer.inContainer(
    `for process in /proc/[0-9]*; do
  [ "$(cat $process/comm 2>/dev/null)" != ${name} ] || kill -s ${kind} "\${process#/proc/}"
done 2>/dev/null; true`,
  )

/**
 * Sends a signal to the processes of that name that run the dump script. From outside the container, because docker does not
 * report the exit of other programs in it while an orphan keeps the output of its dead script open.
 */
export const signalScript = ({ dbServer }: CaseContext, name: string, kind: string): Promise<string> =>
  dbServer.onServer(
    `for process in $(grep -lz '^TSH_SNAPSHOT=' /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3); do
  grep -qz '^HOSTNAME=${dbServer.container.slice(0, 12)}' /proc/$process/environ || continue
  [ "$(cat /proc/$process/comm)" != ${name} ] || kill -s ${kind} $process
done 2>/dev/null; true`,
  )

export const sql = ({ dbServer, database }: CaseContext, statement: string): Promise<string> =>
  dbServer.inContainer(
    `/usr/lib/postgresql/*/real/psql -X -A -t -q -v ON_ERROR_STOP=1 -U erp -d ${database} -f -`,
    statement,
  )

/** Terminates the connections whose query matches. */
export async function terminate(
  context: CaseContext,
  query: string,
  how = 'pg_terminate_backend',
): Promise<void> {
  const which = `datname = current_database() AND pid <> pg_backend_pid() AND ${query}`
  const ended = await sql(context, `SELECT count(${how}(pid)) FROM pg_stat_activity WHERE ${which}`)
  if (ended === '0') throw new Error(`no connection to terminate: ${query}`)
}

export const COPYING = `query ILIKE 'COPY %' AND state = 'active'`

export const shim = (program: Program, text: string) => (context: CaseContext) =>
  context.dbServer.inContainer(setShim(program, text))

/** Replaces the server's docker command for the dump. */
export const dockerShim = (text: string) => (context: CaseContext) =>
  context.dbServer.onServer(setDockerShim(context.dbServer.container, text))

/** Runs a docker command on the database's container. */
export const docker = ({ dbServer }: CaseContext, command: string): Promise<string> =>
  dbServer.onServer(`/usr/bin/docker ${command} ${dbServer.container}`)

/** Kills the sshd process of the backup's connection. */
export async function killSession({ remote, dbServer }: CaseContext): Promise<void> {
  const { stdout } = (await remote?.run(['sh', '-c', 'echo $PPID'])) ?? { stdout: '' }
  await dbServer.onServer(`kill -KILL ${stdout.trim()}`)
}

/** Any of these programs may be the first to detect a damaged archive. */
export const UNREADABLE =
  /archive cannot be (decoded|listed)|not what pg_dump wrote|pg_dump exit \d+|reported an error .*pg_restore|not an archive|lacks data/

/** Terminates the connection with the snapshot, once it has counted all tables. */
export const terminateHolder = (context: CaseContext): Promise<string> =>
  sql(
    context,
    `DO $$ BEGIN
  FOR try IN 1..100 LOOP
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND query LIKE '%SAVEPOINT counting%' AND state_change < clock_timestamp() - interval '1 s';
    IF FOUND THEN RETURN; END IF;
    PERFORM pg_sleep(0.1), pg_stat_clear_snapshot();
  END LOOP;
  RAISE 'no session has counted';
END $$`,
  )

/**
 * Kills the container immediately, bypassing docker: docker would wait until the programs in the container have written
 * their output, which waits for the store, which waits for the fault (moby/moby#53614).
 */
export const killContainer = ({ dbServer }: CaseContext): Promise<string> =>
  dbServer.onServer(`${processOf(dbServer.container)}; kill -KILL $process; ${untilGone}`)

/** Stops the database server immediately, also bypassing docker. */
export const stopServer = ({ dbServer }: CaseContext): Promise<string> =>
  dbServer.onServer(`${processOf(dbServer.container)}; kill -QUIT $process; ${untilGone}`)

/** Restarts the container, and only waits for it to exit. */
export const restartContainer = ({ dbServer }: CaseContext): Promise<string> =>
  dbServer.onServer(
    `${processOf(dbServer.container)}
/usr/bin/docker restart -t 10 ${dbServer.container} >/dev/null 2>&1 </dev/null & ${untilGone}`,
  )

const processOf = (container: string): string =>
  `process=$(/usr/bin/docker inspect --format '{{.State.Pid}}' ${container})`

const untilGone = 'for try in $(seq 30); do [ -d /proc/$process ] || break; sleep 0.1; done'
