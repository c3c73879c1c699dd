import type { Case } from '../case.ts'
import { dockerShim, shim, UNREADABLE } from '../faults/faults.ts'

const FAILING = 'real "$@" | head -c 300000; exit 1'

/** What a wrapper, a proxy or docker itself may do to the dump on its way (moby/moby#45795). */
const WRAPPERS: [name: string, text: string, expect: Case['expect'], dump?: string][] = [
  ['swallows the trailer', 'real "$@" 2>/dev/null; exit 0', /did not report its exit code/],
  [
    'swallows the trailer of a failure',
    'real "$@" 2>/dev/null; exit 0',
    /did not report its exit code/,
    FAILING,
  ],
  ['says 0 for a failure', 'real "$@"; exit 0', /pg_dump exit 1/, FAILING],
  ['says 0 and starts nothing', 'exit 0', /did not report its exit code/],
  [
    'ends before the dump does',
    'real "$@" | head -c 400000; exit 0',
    /did not report its exit code|exit \d+/,
  ],
  [
    'tells the end of another dump',
    `real "$@" 2>&1 >&3 3>&- | sed 's/TSH-END [0-9a-f]*/TSH-END 00ff/' >&2 3>&-`,
    /did not report its exit code/,
  ],
  [
    'tells an end in the middle of a line',
    `real "$@" 2>&1 >&3 3>&- | sed 's/^TSH-END/x TSH-END/' >&2 3>&-`,
    /did not report its exit code/,
  ],
  [
    'cuts the trailer',
    `real "$@" 2>&1 >&3 3>&- | sed 's/ dump=0/ dump=/' >&2 3>&-`,
    /did not report its exit code/,
  ],
  [
    'changes the trailer to a failure',
    `real "$@" 2>&1 >&3 3>&- | sed 's/ dump=0/ dump=9/' >&2 3>&-`,
    /pg_dump exit 9/,
  ],
  ['loses the last byte', 'real "$@" | head -c -1', UNREADABLE],
  ['loses the last 64 KiB', 'real "$@" | head -c -65536', UNREADABLE],
  [
    'loses a block in the middle',
    'real "$@" | { head -c 300000; head -c 4096 >/dev/null; cat; }',
    UNREADABLE,
  ],
  ['puts its own words in front', 'echo "Emulate Docker CLI"; real "$@"', /not an archive/],
  ['gives it a terminal', `real "$@" | sed 's/$/\\r/'`, UNREADABLE],
  ['merges the error output', 'exec /usr/bin/docker "$@" 2>&1', /did not report its exit code/],
  ['reports an error of its own', 'real "$@"; echo "error: exec failed" >&2; exit 0', /reported an error/],
  ['exits 1 after a whole dump', 'real "$@"; exit 1', /pg_dump exit 1/],
  ['exits 125', 'exit 125', /pg_dump exit 125/],
  ['is ended by SIGKILL after a whole dump', 'real "$@"; kill -KILL $$', /terminated by|exit 137/],
  [
    'closes the output early and the dump fails',
    'real "$@" | true; exit 0',
    /did not report its exit code|exit \d+|not an archive/,
  ],
  [
    'says 0 for a dump that was killed',
    'real "$@"; exit 0',
    /pg_dump exit 137/,
    'real "$@" | head -c 300000; kill -KILL $$',
  ],
  ['is slow', 'sleep 1; real "$@"', 'backed up'],
]

const wrappers: Case[] = WRAPPERS.map(([name, text, expect, dump], index) => ({
  ...{ group: 'G1', name: `the docker command ${name}`, expect, quick: index === 0 },
  async arm(arena) {
    await dockerShim(text.includes('>&3') ? `{ ${text}; } 3>&1\nexit 0` : text)(arena)
    if (dump) await shim('pg_dump', dump)(arena)
  },
  naive: expect !== 'backed up' && !name.includes('trailer') && !name.includes('tells'),
}))

const missing: Case[] = [
  {
    ...{ group: 'G1', name: 'the container is stopped', expect: /is not running/, disturbs: true },
    arm: ({ lane }) => lane.onServer(`/usr/bin/docker stop -t 10 ${lane.container}`),
  },
  {
    ...{ group: 'G1', name: 'there is no such container', expect: /there is no container "nothing"/ },
    inputs: { source: { kind: 'container', container: 'nothing' } },
  },
  {
    ...{ group: 'G1', name: 'there is no docker', expect: /there is no container|not found|inspect/ },
    arm: ({ lane }) => lane.onServer(`printf 'exit 127\\n' >/dev/shm/chaos/${lane.container}`),
  },
  ...['exit 2', 'exit 127'].map(text => ({
    ...{
      group: 'G1' as const,
      name: `the database's tools are missing: sh does ${text}`,
      expect: /ended|failed/,
    },
    arm: ({ lane }: { lane: { onServer(script: string): Promise<string>; container: string } }) =>
      lane.onServer(`printf 'case "$1" in exec) ${text} ;; esac\\n' >/dev/shm/chaos/${lane.container}`),
  })),
]

export const dockerLies: Case[] = [...wrappers, ...missing]
