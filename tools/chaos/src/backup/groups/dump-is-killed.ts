import type { Case } from '../case.ts'
import { DUMP_FAULTS, WHILE_NEEDED } from '../faults/dump-faults.ts'
import { shim } from '../faults/faults.ts'
import { NAIVE_STEPS } from '../faults/steps.ts'
import type { Arena } from '../place/arena.ts'

/** Nothing of the server is needed any more. */
const NEEDLESS = ['complete', 'read-back'] as const

const atSteps: Case[] = DUMP_FAULTS.flatMap(({ name, steps, act, naive, ...fault }) =>
  steps.map((step, index) => ({
    ...{ group: 'G1' as const, name: `${name} at the ${step}`, database: 'shop' as const, ...fault },
    arm: (arena: Arena) => arena.during(step, () => act(arena)),
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
    ...{ group: 'G1' as const, name: `pg_dumpall does: ${text}`, expect: /backup incomplete \(roles: / },
    arm: shim('pg_dumpall', text),
  })),
  ...['exit 1', 'exit 127', 'cat >/dev/null; exit 0', 'cat >/dev/null; exit 1', 'kill -KILL $$'].map(
    text => ({
      ...{
        group: 'G1' as const,
        name: `pg_restore does: ${text}`,
        expect: /archive (cannot be|lacks data)|reported an error/,
      },
      arm: shim('pg_restore', text),
    }),
  ),
  ...['exit 2', 'kill -KILL $$', 'exit 0'].map(text => ({
    ...{ group: 'G1' as const, name: `psql does: ${text}`, expect: /connection to the database in .* ended/ },
    arm: shim('psql', text),
  })),
]

/** Once dump and roles are read, the server may go. */
const tooLate: Case[] = DUMP_FAULTS.filter(({ steps }) => steps === WHILE_NEEDED).flatMap(({ name, act }) =>
  NEEDLESS.map(step => ({
    ...{ group: 'G1' as const, name: `${name} at the ${step}`, expect: 'backed up' as const, disturbs: true },
    arm: (arena: Arena) => arena.during(step, () => act(arena)),
  })),
)

export const dumpIsKilled: Case[] = [...atSteps, ...tooLate, ...otherPrograms]
