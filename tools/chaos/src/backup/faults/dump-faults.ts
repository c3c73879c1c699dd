import type { Case } from '../case.ts'
import type { Arena } from '../place/arena.ts'
import {
  COPYING,
  killContainer,
  restartContainer,
  signal,
  signalScript,
  sql,
  stopServer,
  terminate,
  terminateHolder,
  UNREADABLE,
} from './faults.ts'
import type { Step } from './steps.ts'

export interface DumpFault {
  name: string
  steps: readonly Step[]
  expect: Case['expect']
  act(arena: Arena): Promise<unknown>
  /** It restarts the database server, or ends what guards it. */
  disturbs?: boolean
  naive?: boolean
}

const RUNNING = ['first part', 'middle part'] as const
export const WHILE_NEEDED = ['probe', 'create', 'first part', 'middle part'] as const
const ENDED =
  /pg_dump (exit \d+|terminated by)|snapshot was lost|connection to the database .* ended|cannot be decoded|is not running|roles: |interrupted|failed with exit code/

export const DUMP_FAULTS: DumpFault[] = [
  ...['KILL', 'TERM', 'SEGV', 'INT'].map(kind => ({
    name: `pg_dump gets SIG${kind}`,
    steps: RUNNING,
    expect: /pg_dump (exit \d+|terminated by)/,
    act: (arena: Arena) => signal(arena, 'pg_dump', kind),
  })),
  {
    name: 'its backend is terminated',
    steps: RUNNING,
    expect: /pg_dump exit 1 after/,
    act: arena => terminate(arena, COPYING),
  },
  {
    name: 'its query is cancelled',
    steps: RUNNING,
    expect: /pg_dump exit 1 after/,
    act: arena => terminate(arena, COPYING, 'pg_cancel_backend'),
  },
  {
    name: 'its backend is killed, so the server restarts',
    steps: RUNNING,
    expect: ENDED,
    disturbs: true,
    act: async arena => {
      const pid = await sql(arena, `SELECT pid FROM pg_stat_activity WHERE ${COPYING} LIMIT 1`)
      await arena.lane.inContainer(`kill -KILL ${pid}`)
    },
  },
  {
    name: 'the server stops at once',
    steps: WHILE_NEEDED,
    expect: ENDED,
    disturbs: true,
    act: stopServer,
  },
  {
    name: 'the container is killed',
    steps: WHILE_NEEDED,
    expect: ENDED,
    disturbs: true,
    act: killContainer,
  },
  {
    name: 'the container restarts',
    steps: WHILE_NEEDED,
    expect: ENDED,
    disturbs: true,
    act: restartContainer,
  },
  {
    name: 'the script is killed',
    steps: RUNNING,
    expect: ENDED,
    // What the shell had started becomes a child of the server's first process, which takes it for a backend.
    disturbs: true,
    naive: false,
    act: arena => signalScript(arena, 'sh', 'KILL'),
  },
  {
    name: 'the script gets SIGTERM',
    steps: RUNNING,
    expect: ENDED,
    disturbs: true,
    naive: false,
    act: arena => signalScript(arena, 'sh', 'TERM'),
  },
  {
    name: 'the docker command on the server is killed',
    steps: RUNNING,
    expect: ENDED,
    naive: false,
    act: ({ lane }) => lane.onServer(`pkill -KILL -f 'TSH[_]SNAPSHOT=.*${lane.container}'`),
  },
  {
    name: 'the docker command on the server gets SIGTERM',
    steps: RUNNING,
    expect: ENDED,
    naive: false,
    act: ({ lane }) => lane.onServer(`pkill -TERM -f 'TSH[_]SNAPSHOT=.*${lane.container}'`),
  },
  {
    name: 'the session with the snapshot is killed',
    steps: ['create', 'first part', 'middle part'],
    expect: /snapshot was lost|connection to the database .* ended|pg_dump exit 1/,
    naive: false,
    act: arena => signal(arena, 'psql', 'KILL'),
  },
  {
    name: 'the backend with the snapshot is terminated after it has counted',
    steps: ['create', 'first part', 'middle part'],
    // pg_dump has the snapshot by then, and psql does not notice: the dump is whole.
    expect: 'backed up',
    naive: false,
    act: terminateHolder,
  },
  {
    name: 'the decoding pg_restore is killed',
    steps: RUNNING,
    expect: UNREADABLE,
    naive: false,
    act: arena => signal(arena, 'pg_restore', 'KILL'),
  },
]
