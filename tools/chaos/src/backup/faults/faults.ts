import type { Arena } from '../place/arena.ts'
import { type Program, setDockerShim, setShim } from './shims.ts'

/** Sends a signal to every process of that name beside the database. */
export const signal = ({ lane }: Arena, name: string, kind: string): Promise<string> =>
  lane.inContainer(
    `for process in /proc/[0-9]*; do
  [ "$(cat $process/comm 2>/dev/null)" != ${name} ] || kill -s ${kind} "\${process#/proc/}"
done 2>/dev/null; true`,
  )

/**
 * Sends a signal to the processes of that name that run the script of the dump. From outside of the container: while an
 * orphan there holds the output of its dead script, docker tells of the end of no other program in it.
 */
export const signalScript = ({ lane }: Arena, name: string, kind: string): Promise<string> =>
  lane.onServer(
    `for process in $(grep -lz '^TSH_SNAPSHOT=' /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3); do
  grep -qz '^HOSTNAME=${lane.container.slice(0, 12)}' /proc/$process/environ || continue
  [ "$(cat /proc/$process/comm)" != ${name} ] || kill -s ${kind} $process
done 2>/dev/null; true`,
  )

export const sql = ({ lane, database }: Arena, statement: string): Promise<string> =>
  lane.inContainer(
    `/usr/lib/postgresql/*/real/psql -X -A -t -q -v ON_ERROR_STOP=1 -U erp -d ${database} -f -`,
    statement,
  )

/** Ends the connections whose query matches. */
export async function terminate(arena: Arena, query: string, how = 'pg_terminate_backend'): Promise<void> {
  const which = `datname = current_database() AND pid <> pg_backend_pid() AND ${query}`
  const ended = await sql(arena, `SELECT count(${how}(pid)) FROM pg_stat_activity WHERE ${which}`)
  if (ended === '0') throw new Error(`there is no connection to end: ${query}`)
}

export const COPYING = `query ILIKE 'COPY %' AND state = 'active'`

export const shim = (program: Program, text: string) => (arena: Arena) =>
  arena.lane.inContainer(setShim(program, text))

/** What the server's docker command does with the dump. */
export const dockerShim = (text: string) => (arena: Arena) =>
  arena.lane.onServer(setDockerShim(arena.lane.container, text))

/** A command of Docker about the database's container. */
export const docker = ({ lane }: Arena, words: string): Promise<string> =>
  lane.onServer(`/usr/bin/docker ${words} ${lane.container}`)

/** Ends the process of sshd that serves the backup's connection. */
export async function killSession({ remote, lane }: Arena): Promise<void> {
  const { stdout } = (await remote?.run(['sh', '-c', 'echo $PPID'])) ?? { stdout: '' }
  await lane.onServer(`kill -KILL ${stdout.trim()}`)
}

/** Which of the programs notices first that an archive is damaged is left to chance. */
export const UNREADABLE =
  /archive cannot be (decoded|listed)|not what pg_dump wrote|pg_dump exit \d+|reported an error .*pg_restore|not an archive|lacks data/

/** Ends the connection with the snapshot, once it has counted all tables. */
export const terminateHolder = (arena: Arena): Promise<string> =>
  sql(
    arena,
    `DO $$ BEGIN
  FOR try IN 1..100 LOOP
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND query LIKE '%SAVEPOINT counting%' AND state_change < clock_timestamp() - interval '1 s';
    IF FOUND THEN RETURN; END IF;
    PERFORM pg_sleep(0.1), pg_stat_clear_snapshot();
  END LOOP;
  RAISE 'there is no session that has counted';
END $$`,
  )

/**
 * Ends the container at once. Past docker: it waits until what runs in the container has given its output away, and that
 * waits for the store, which waits for the fault (moby/moby#53614).
 */
export const killContainer = ({ lane }: Arena): Promise<string> =>
  lane.onServer(`${processOf(lane.container)}; kill -KILL $process; ${untilGone}`)

/** Stops the database server at once, past docker too. */
export const stopServer = ({ lane }: Arena): Promise<string> =>
  lane.onServer(`${processOf(lane.container)}; kill -QUIT $process; ${untilGone}`)

/** Restarts the container, and waits only for its end. */
export const restartContainer = ({ lane }: Arena): Promise<string> =>
  lane.onServer(
    `${processOf(lane.container)}
/usr/bin/docker restart -t 10 ${lane.container} >/dev/null 2>&1 </dev/null & ${untilGone}`,
  )

const processOf = (container: string): string =>
  `process=$(/usr/bin/docker inspect --format '{{.State.Pid}}' ${container})`

const untilGone = 'for try in $(seq 30); do [ -d /proc/$process ] || break; sleep 0.1; done'
