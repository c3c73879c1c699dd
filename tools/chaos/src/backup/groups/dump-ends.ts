import type { Case } from '../case.ts'
import { shim, UNREADABLE } from '../faults/faults.ts'

/** About half of the archive of `tiny`, at no particular boundary. */
const HALF = 400_000
const AMOUNTS = {
  'no bytes': '',
  'half the bytes': `real "$@" | head -c ${HALF}`,
  'all bytes': 'real "$@"',
}
/** 126 to 165 are also used by the shell. */
const CODES = [1, 2, 3, 42, 100, 124, 125, 126, 127, 128, 130, 137, 139, 143, 254, 255]
const SIGNALS = ['HUP', 'INT', 'QUIT', 'ABRT', 'KILL', 'SEGV', 'TERM', 'PIPE']

const exits: Case[] = CODES.flatMap(code =>
  Object.entries(AMOUNTS).map(([amount, text]) => ({
    group: 'G1',
    name: `pg_dump exits ${code} after ${amount}`,
    expect: new RegExp(`pg_dump exit ${code} after`),
    arm: shim('pg_dump', `${text}\nexit ${code}`),
    naive: true,
    quick: code === 1,
  })),
)

const signals: Case[] = SIGNALS.flatMap(name =>
  Object.entries(AMOUNTS).map(([amount, text]) => ({
    group: 'G1',
    name: `pg_dump is killed by SIG${name} after ${amount}`,
    expect: /pg_dump (exit (129|130|131|134|137|139|141|143)|terminated by) /,
    // Through a separate shell without signal handlers.
    arm: shim('pg_dump', `${text}\nexec sh -c 'trap - ${name}; kill -s ${name} $$; sleep 5; exit 0'`),
    naive: true,
    quick: name === 'KILL' && amount !== 'no bytes',
  })),
)

/** Exit code 0 without a complete dump. */
const falseSuccesses: [name: string, text: string, expect: Case['expect']][] = [
  ['nothing', '', /not an archive|too short/],
  ['one byte', 'printf P', /not an archive/],
  ['five bytes', 'printf PGDMP', /too short|cannot be decoded/],
  ['half the bytes', AMOUNTS['half the bytes'], UNREADABLE],
  ['all but one byte', 'real "$@" | head -c -1', UNREADABLE],
  ['all but a hundred bytes', 'real "$@" | head -c -100', UNREADABLE],
  ['only the contents list', 'real "$@" | head -c 12000', UNREADABLE],
  ['garbage at the start', 'echo WARNING; real "$@"', /not an archive/],
  ['a byte-order mark at the start', `printf '\\357\\273\\277'; real "$@"`, /not an archive/],
  ['text', 'real "$@" | base64', /not an archive/],
  ['plain SQL', 'real -d "$PGDATABASE"', /not an archive/],
  ['a gzip of it', 'real "$@" | gzip -1', /not an archive/],
  ['a gap in the middle', `real "$@" | { head -c ${HALF}; head -c 5000 >/dev/null; cat; }`, UNREADABLE],
  ['its error output in the output', 'echo "pg_dump: warning: odd"; real "$@" 2>&1', /not an archive/],
  ['carriage returns added', `real "$@" | sed 's/$/\\r/'`, UNREADABLE],
  ['an error on stderr', 'real "$@"; echo "pg_dump: error: query failed" >&2; exit 0', /reported an error/],
  ['FATAL on stderr', 'real "$@"; echo "FATAL: terminating" >&2; exit 0', /reported an error/],
  [
    'another database',
    'PGDATABASE=postgres; export PGDATABASE; set -- -Fc -Z0; real "$@"',
    /lacks data of table/,
  ],
  ['one table missing', `real "$@" -T items`, /lacks data of table public\.items/],
  ['no data', `real "$@" -s`, /lacks data of table/],
  ['no sequence', `real "$@" -T invoice_numbers`, /lacks 1 of 1 sequences/],
  ['a warning on stderr', 'echo "pg_dump: warning: circular foreign keys" >&2; real "$@"', 'backed up'],
  ['a pause in the middle', `real "$@" | { head -c ${HALF}; sleep 1; cat; }`, 'backed up'],
  ['a pause before the first byte', 'sleep 1; real "$@"', 'backed up'],
  [
    'single bytes at its start',
    'real "$@" | { for i in 1 2 3 4 5 6 7 8 9; do dd bs=1 count=1 status=none; sleep 0.02; done; cat; }',
    'backed up',
  ],
]
const zeros: Case[] = falseSuccesses.map(([name, text, expect]) => ({
  group: 'G1',
  name: `pg_dump exits 0 with ${name}`,
  expect,
  arm: shim('pg_dump', `${text}\nexit 0`),
  naive: expect !== 'backed up',
  quick: ['half the bytes', 'a warning on stderr'].includes(name),
}))

export const dumpEnds: Case[] = [...exits, ...signals, ...zeros]
