import type { Outcome } from './case.ts'
import type { CaseContext } from './place/case-context.ts'
import type { DatabaseServer } from './place/database-server.ts'

/** When the server was last clean, and its process at that time. */
export interface Watch {
  /** Seconds since 1970 on the server's clock. */
  since: string
  /** Start time of a process that is replaced by every crash and restart. */
  server: string
}

/** Leftovers of a finished backup. Waits briefly for processes that are exiting. */
export async function leftBehind(context: CaseContext, outcome: Outcome, watch: Watch) {
  const processes = await onTheServer(context.dbServer, watch.since)
  return { left: [...inTheStore(context, outcome), ...processes.left], watch: processes.watch }
}

export function inTheStore({ double, kept }: CaseContext, outcome: Outcome): string[] {
  const own = (key: string): boolean => outcome.backedUp && key.includes(outcome.id)
  const objects = [...double.objects.keys()].filter(
    key => !key.endsWith('/probe') && !kept.has(key) && !own(key),
  )
  const uploads = double.openUploads().map(({ key, parts }) => `open upload of ${key} with ${parts} parts`)
  return [...objects.map(key => `object ${key}`), ...uploads]
}

/** The first watch of a database server. */
export const startWatch = async (dbServer: DatabaseServer): Promise<Watch> =>
  (await onTheServer(dbServer, undefined)).watch

async function onTheServer(dbServer: DatabaseServer, since: string | undefined) {
  const output = await dbServer.inContainer(IN_CONTAINER.replace('$SINCE', since ?? '4000000000'))
  const [server = '', ...inside] = output.split('\n')
  const script = ON_THE_SERVER.replaceAll('$CONTAINER', dbServer.container).replace(
    '$SINCE',
    since ?? '4000000000',
  )
  const outside = (await dbServer.onServer(script)).split('\n')
  const now = outside.pop() ?? ''
  return { left: [...inside, ...outside].filter(line => line !== ''), watch: { since: now, server } }
}

/** Processes are identified by the variable that every script of the action gets. */
const IN_CONTAINER = `query() { /usr/lib/postgresql/*/real/psql -X -A -t -q -U erp -d postgres -c "$1"; }
own() { grep -lz '^TSH_APP=tsh-pg-backup' /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }
connected="SELECT 'connection ' || application_name || ': ' || left(query, 60) FROM pg_stat_activity WHERE application_name LIKE 'tsh-pg-backup:%'"
query "SELECT backend_start FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
for try in $(seq 80); do
  [ -n "$(own)$(query "$connected")" ] || break
  sleep 0.1
done
for process in $(own); do echo "process $(tr '\\0' ' ' </proc/$process/cmdline 2>/dev/null | tail -c 60)"; done
query "$connected"
query "SELECT 'database ' || datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1', 'shop', 'tiny')"
find / -xdev -type f -newermt "@$SINCE" ! -path '/proc/*' ! -path '/sys/*' ! -path '*/postgresql/.s.*' ! -path /etc/resolv.conf ! -path '/etc/host*' | sed 's/^/file in the container: /'`

const ON_THE_SERVER = `for try in $(seq 30); do
  pgrep -f 'TSH[_]APP=tsh-pg-backup.*$CONTAINER' >/dev/null || break
  sleep 0.1
done
pgrep -fa 'TSH[_]APP=tsh-pg-backup.*$CONTAINER' | cut -c1-80 | sed 's/^/process /'
/usr/bin/docker ps -a --no-trunc --format '{{.ID}} {{.Label "sh.tsh.chaos"}}' | grep -v ' database$' | sed 's/^/container /'
find /tmp /root /var/tmp /home /srv /etc /usr/local -xdev -type f -newermt "@$SINCE" ! -path '/srv/git/*' ! -name 'runc-process*' 2>/dev/null | sed 's/^/file on the server: /'
date +%s.%N`
