import type { Scene } from './restore-scene.ts'

/** Definitions, and a hash of the contents of every table, sequence and large object, as text. */
export async function fingerprint({ inside, sql }: Pick<Scene, 'inside' | 'sql'>, database = 'erp') {
  const schema = await inside(`pg_dump -U "\${POSTGRES_USER:-postgres}" -s -C -d '${database}'`)
  const lines = schema.split('\n').filter(line => !/^\\(un)?restrict /.test(line))
  return `${lines.join('\n')}\n${await sql(CONTENTS, database)}`
}

/** A fingerprint without the properties of the database name: its settings and grants. */
export function withoutProperties(print: string): string {
  const [, ...objects] = print.split(/^(?=-- Name: [^\n]*; Type: )/m)
  return objects
    .filter(object => !/^-- Name: [^\n]*; Type: DATABASE|^-- Name: DATABASE /.test(object))
    .join('')
    .replace(/^\\connect .*$/gm, '')
}

const CONTENTS = `
SELECT format('SELECT %L, count(*), sum(hashtextextended(t::text, 0)) FROM %I.%I AS t', relname, nspname, relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind IN ('r', 'm') AND nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname, relname
\\gexec
SELECT format('SELECT %L, last_value, is_called FROM %I.%I', relname, nspname, relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'S' ORDER BY nspname, relname
\\gexec
SELECT oid, hashtextextended(encode(lo_get(oid), 'hex'), 0), lomacl FROM pg_largeobject_metadata ORDER BY oid;
`

/** The observations of a client that queries repeatedly, with a new connection each time. */
export interface Seen {
  answers: number
  failures: string[]
  /** Maximum seconds between two answers. */
  longestGap: number
}

/** Intervals of a client in seconds: short to measure gaps, longer to detect failures only. */
export const OFTEN = 0.02
const NOW_AND_THEN = 0.1

/** Queries the live database repeatedly, from inside its container, until stopped. */
export async function startClient(
  { inside }: Pick<Scene, 'inside'>,
  name: string,
  pauseSeconds = NOW_AND_THEN,
) {
  const query = `psql -X -A -t -q -U erp_owner -d erp -c 'SELECT count(*) FROM orders WHERE id <= 100'`
  const loop = `rm -f /tmp/${name}.*; touch /tmp/${name}.run
    while [ -e /tmp/${name}.run ]; do
      answer=$(${query} 2>&1) || true
      echo "$(date +%s.%N) $answer" | tr '\\n' ' ' >> /tmp/${name}.log; echo >> /tmp/${name}.log
      sleep ${pauseSeconds}
    done`
  const running = inside(loop)
  await inside(`until [ -s /tmp/${name}.log ]; do sleep 0.02; done`)
  const stop = async (): Promise<Seen> => {
    await inside(`rm /tmp/${name}.run`)
    await running
    return seenIn(await inside(`cat /tmp/${name}.log`))
  }
  let stopped: Promise<Seen> | undefined
  return (): Promise<Seen> => {
    stopped ??= stop()
    return stopped
  }
}

function seenIn(log: string): Seen {
  const entries = log.split('\n').map(line => {
    const [time = '', ...answer] = line.trim().split(' ')
    return { time: Number(time), answer: answer.join(' ') }
  })
  const good = entries.filter(({ answer }) => /^\d+$/.test(answer))
  const gaps = good.slice(1).map(({ time }, at) => time - (good[at]?.time ?? time))
  return {
    answers: good.length,
    failures: entries.filter(({ answer }) => !/^\d+$/.test(answer)).map(({ answer }) => answer),
    longestGap: Math.max(0, ...gaps),
  }
}

/**
 * How long the live database is unavailable to a client while psql performs a minimal swap: terminating its sessions and
 * renaming it twice. A measure of the current speed of this machine.
 */
export async function referenceGap(scene: Pick<Scene, 'inside' | 'sql'>): Promise<number> {
  const stop = await startClient(scene, 'reference', OFTEN)
  await scene.sql(
    `ALTER DATABASE erp ALLOW_CONNECTIONS false;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'erp';
SELECT pg_sleep(0.05);
ALTER DATABASE erp RENAME TO erp_away;
ALTER DATABASE erp_away RENAME TO erp;
ALTER DATABASE erp ALLOW_CONNECTIONS true;`,
    'postgres',
  )
  return (await stop()).longestGap
}

/** Databases left on the server by restores. */
export async function leftDatabases({ sql }: Pick<Scene, 'sql'>): Promise<string[]> {
  const names = await sql(
    `SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1', 'erp') ORDER BY 1`,
    'postgres',
  )
  return names.split('\n').filter(name => name !== '')
}
