import type { Case } from '../case.ts'
import type { CaseContext } from '../place/case-context.ts'
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
  act(context: CaseContext): Promise<unknown>
  /** It restarts the database server or kills its supervisor. */
  restartsServer?: boolean
  naive?: boolean
}

const RUNNING = ['first part', 'middle part'] as const
export const WHILE_NEEDED = ['probe', 'create', 'first part', 'middle part'] as const
const ENDED =
  /pg_dump (exit \d+|terminated by)|snapshot was lost|lost the connection to the database|cannot be decoded|is not running|roles: |interrupted|failed with exit code/

export const DUMP_FAULTS: DumpFault[] = [
  ...['KILL', 'TERM', 'SEGV', 'INT'].map(kind => ({
    name: `pg_dump gets SIG${kind}`,
    steps: RUNNING,
    expect: /pg_dump (exit \d+|terminated by)/,
    act: (context: CaseContext) => signal(context, 'pg_dump', kind),
  })),
  {
    name: 'its backend is terminated',
    steps: RUNNING,
    expect: /pg_dump exit 1 after/,
    act: context => terminate(context, COPYING),
  },
  {
    name: 'its query is cancelled',
    steps: RUNNING,
    expect: /pg_dump exit 1 after/,
    act: context => terminate(context, COPYING, 'pg_cancel_backend'),
  },
  {
    name: 'its backend is killed, so the server restarts',
    steps: RUNNING,
    expect: ENDED,
    restartsServer: true,
    act: async context => {
      const pid = await sql(context, `SELECT pid FROM pg_stat_activity WHERE ${COPYING} LIMIT 1`)
      await context.dbServer.inContainer(`kill -KILL ${pid}`)
    },
  },
  {
    name: 'the server stops at once',
    steps: WHILE_NEEDED,
    expect: ENDED,
    restartsServer: true,
    act: stopServer,
  },
  {
    name: 'the container is killed',
    steps: WHILE_NEEDED,
    expect: ENDED,
    restartsServer: true,
    act: killContainer,
  },
  {
    name: 'the container restarts',
    steps: WHILE_NEEDED,
    expect: ENDED,
    restartsServer: true,
    act: restartContainer,
  },
  {
    name: 'the script is killed',
    steps: RUNNING,
    expect: ENDED,
    // The shell's children are reparented to the postmaster, which mistakes them for backends.
    restartsServer: true,
    naive: false,
    act: context => signalScript(context, 'sh', 'KILL'),
  },
  {
    name: 'the script gets SIGTERM',
    steps: RUNNING,
    expect: ENDED,
    restartsServer: true,
    naive: false,
    act: context => signalScript(context, 'sh', 'TERM'),
  },
  {
    name: 'the docker command on the server is killed',
    steps: RUNNING,
    expect: ENDED,
    naive: false,
    act: ({ dbServer }) => dbServer.onServer(`pkill -KILL -f 'TSH[_]SNAPSHOT=.*${dbServer.container}'`),
  },
  {
    name: 'the docker command on the server gets SIGTERM',
    steps: RUNNING,
    expect: ENDED,
    naive: false,
    act: ({ dbServer }) => dbServer.onServer(`pkill -TERM -f 'TSH[_]SNAPSHOT=.*${dbServer.container}'`),
  },
  {
    name: 'the session with the snapshot is killed',
    steps: ['create', 'first part', 'middle part'],
    expect: /snapshot was lost|lost the connection to the database|pg_dump exit 1/,
    naive: false,
    act: context => signal(context, 'psql', 'KILL'),
  },
  {
    name: 'the backend with the snapshot is terminated after it has counted',
    steps: ['create', 'first part', 'middle part'],
    // pg_dump has already imported the snapshot, and psql does not notice: the dump is complete.
    expect: 'backed up',
    naive: false,
    act: terminateHolder,
  },
  {
    name: 'the decoding pg_restore is killed',
    steps: RUNNING,
    expect: UNREADABLE,
    naive: false,
    act: context => signal(context, 'pg_restore', 'KILL'),
  },
]
