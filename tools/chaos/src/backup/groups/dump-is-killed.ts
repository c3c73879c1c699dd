import type { Case } from '../case.ts'
import { DUMP_FAULTS, WHILE_NEEDED } from '../faults/dump-faults.ts'
import { shim } from '../faults/faults.ts'
import { NAIVE_STEPS } from '../faults/steps.ts'
import type { CaseContext } from '../place/case-context.ts'

/** The server is no longer needed. */
const WITHOUT_SERVER = ['complete', 'read-back'] as const

const atSteps: Case[] = DUMP_FAULTS.flatMap(({ name, steps, act, naive, ...fault }) =>
  steps.map((step, index) => ({
    ...{ group: 'G1' as const, name: `${name} at the ${step}`, database: 'shop' as const, ...fault },
    arm: (context: CaseContext) => context.during(step, () => act(context)),
    naive: naive ?? NAIVE_STEPS.includes(step),
    quick:
      index === 0 && /gets SIGKILL|terminated|snapshot|docker command on the server is killed/.test(name),
  })),
)

const otherPrograms: Case[] = [
  ...[
    'exit 1',
    'real "$@" | head -c 100; exit 0',
    'real "$@"; exit 3',
    'real "$@"; kill -KILL $$',
    'echo "FATAL: no" >&2; exit 0',
    'exit 0',
  ].map(text => ({
    ...{ group: 'G1' as const, name: `pg_dumpall runs: ${text}`, expect: /backup incomplete \(roles: / },
    arm: shim('pg_dumpall', text),
  })),
  ...['exit 1', 'exit 127', 'cat >/dev/null; exit 0', 'cat >/dev/null; exit 1', 'kill -KILL $$'].map(
    text => ({
      ...{
        group: 'G1' as const,
        name: `pg_restore runs: ${text}`,
        expect: /archive (cannot be|lacks data)|reported an error/,
      },
      arm: shim('pg_restore', text),
    }),
  ),
  ...['exit 2', 'kill -KILL $$', 'exit 0'].map(text => ({
    ...{
      group: 'G1' as const,
      name: `psql runs: ${text}`,
      expect: /lost the connection to the database in /,
    },
    arm: shim('psql', text),
  })),
]

/** Once dump and roles have been read, the server may stop. */
const tooLate: Case[] = DUMP_FAULTS.filter(({ steps }) => steps === WHILE_NEEDED).flatMap(({ name, act }) =>
  WITHOUT_SERVER.map(step => ({
    ...{
      group: 'G1' as const,
      name: `${name} at the ${step}`,
      expect: 'backed up' as const,
      restartsServer: true,
    },
    arm: (context: CaseContext) => context.during(step, () => act(context)),
  })),
)

export const dumpIsKilled: Case[] = [...atSteps, ...tooLate, ...otherPrograms]
