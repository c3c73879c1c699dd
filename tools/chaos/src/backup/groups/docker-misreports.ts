import type { Case } from '../case.ts'
import { dockerShim, shim, UNREADABLE } from '../faults/faults.ts'

const FAILING = 'real "$@" | head -c 300000; exit 1'

/** How a wrapper, a proxy or docker itself may corrupt the dump in transit (moby/moby#45795). */
const WRAPPERS: [name: string, text: string, expect: Case['expect'], dump?: string][] = [
  ['swallows the trailer', 'real "$@" 2>/dev/null; exit 0', /did not report its exit code/],
  [
    'swallows the trailer of a failure',
    'real "$@" 2>/dev/null; exit 0',
    /did not report its exit code/,
    FAILING,
  ],
  ['returns 0 for a failure', 'real "$@"; exit 0', /pg_dump exit 1/, FAILING],
  ['returns 0 without starting anything', 'exit 0', /did not report its exit code/],
  [
    'ends before the dump does',
    'real "$@" | head -c 400000; exit 0',
    /did not report its exit code|exit \d+/,
  ],
  [
    'passes the trailer of another dump',
    `real "$@" 2>&1 >&3 3>&- | sed 's/TSH-END [0-9a-f]*/TSH-END 00ff/' >&2 3>&-`,
    /did not report its exit code/,
  ],
  [
    'passes the trailer in the middle of a line',
    `real "$@" 2>&1 >&3 3>&- | sed 's/^TSH-END/x TSH-END/' >&2 3>&-`,
    /did not report its exit code/,
  ],
  [
    'cuts the trailer',
    `real "$@" 2>&1 >&3 3>&- | sed 's/ dump=0/ dump=/' >&2 3>&-`,
    /did not report its exit code/,
  ],
  [
    'truncates the trailer',
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
  ['prepends its own output', 'echo "Emulate Docker CLI"; real "$@"', /not an archive/],
  ['allocates a terminal', `real "$@" | sed 's/$/\\r/'`, UNREADABLE],
  ['merges the error output', 'exec /usr/bin/docker "$@" 2>&1', /did not report its exit code/],
  ['reports its own error', 'real "$@"; echo "error: exec failed" >&2; exit 0', /reported an error/],
  ['exits 1 after a complete dump', 'real "$@"; exit 1', /pg_dump exit 1/],
  ['exits 125', 'exit 125', /pg_dump exit 125/],
  ['is killed by SIGKILL after a complete dump', 'real "$@"; kill -KILL $$', /terminated by|exit 137/],
  [
    'closes the output early and the dump fails',
    'real "$@" | true; exit 0',
    /did not report its exit code|exit \d+|not an archive/,
  ],
  [
    'returns 0 for a killed dump',
    'real "$@"; exit 0',
    /pg_dump exit 137/,
    'real "$@" | head -c 300000; kill -KILL $$',
  ],
  ['is slow', 'sleep 1; real "$@"', 'backed up'],
]

const wrappers: Case[] = WRAPPERS.map(([name, text, expect, dump], index) => ({
  ...{ group: 'G1', name: `the docker command ${name}`, expect, quick: index === 0 },
  async arm(context) {
    await dockerShim(text.includes('>&3') ? `{ ${text}; } 3>&1\nexit 0` : text)(context)
    if (dump) await shim('pg_dump', dump)(context)
  },
  naive: expect !== 'backed up' && !name.includes('trailer'),
}))

const missing: Case[] = [
  {
    ...{ group: 'G1', name: 'the container is stopped', expect: /is not running/, restartsServer: true },
    arm: ({ dbServer }) => dbServer.onServer(`/usr/bin/docker stop -t 10 ${dbServer.container}`),
  },
  {
    ...{ group: 'G1', name: 'the container does not exist', expect: /there is no container "nothing"/ },
    inputs: { source: { kind: 'container', container: 'nothing' } },
  },
  {
    ...{ group: 'G1', name: 'docker is not installed', expect: /there is no container|not found|inspect/ },
    arm: ({ dbServer }) => dbServer.onServer(`printf 'exit 127\\n' >/dev/shm/chaos/${dbServer.container}`),
  },
  ...['exit 2', 'exit 127'].map(text => ({
    ...{
      group: 'G1' as const,
      name: `the database's tools are missing: sh runs ${text}`,
      expect: /lost the connection to the database|failed/,
    },
    arm: ({ dbServer }: { dbServer: { onServer(script: string): Promise<string>; container: string } }) =>
      dbServer.onServer(
        `printf 'case "$1" in exec) ${text} ;; esac\\n' >/dev/shm/chaos/${dbServer.container}`,
      ),
  })),
]

export const dockerMisreports: Case[] = [...wrappers, ...missing]
