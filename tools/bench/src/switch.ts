import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  installCaddy,
  installNewerNginx,
  type Site,
  type Slot,
  startScene as startTestbed,
  type Scene as Testbed,
  withRemote,
} from '@tsh/blue-green-switch/test/scene/scene'
import { findProxy, keepConnections, proveTraffic } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { type Figures, figuresOf, type NotMeasured, tableOf, type Window } from './workload/figures.ts'
import { startWorkload } from './workload/workload.ts'

const HOST = 'erp.example'
const CLIENTS = 60
const WEB_SOCKETS = 20
/** Latency added to every round trip, ms. */
const ROUND_TRIP = 40
/** Pause between two switches for clients and proxy to stabilize, ms. */
const PAUSE = 250

const site = { url: 'http://127.0.0.1/health', headers: { Host: HOST } }
const slots = ['blue', 'green'] as const
const ports = new Map([
  ['blue', [8001]],
  ['green', [8011]],
])

/** Switches the traffic and returns once the switch is verified. */
type Move = (remote: Remote, slot: Slot) => Promise<void>

/**
 * Switches under load, with every proxy in turn, and for comparison like most tools: with a changed upstream and a plain
 * reload. A slot file and a reload with keepalive_min_timeout must lose nothing.
 */
export async function benchSwitch(): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { switches: { type: 'string', default: '100' }, json: { type: 'boolean', default: false } },
  })
  const testbed = await startTestbed(line => console.error(line))
  try {
    const rows = await measureAll(testbed, Number(values.switches))
    console.log(values.json ? JSON.stringify({ ...conditions, rows }, undefined, 2) : shown(rows))
    return rows.every(row => 'notMeasured' in row || !row.promised || row.lost === 0)
  } finally {
    await testbed.stop()
  }
}

const WITH_DIRECTIVE = 'reload, keepalive_min_timeout'
const conditions = { clients: CLIENTS, webSockets: WEB_SOCKETS, addedRoundTrip: ROUND_TRIP }

async function measureAll(testbed: Testbed, switches: number): Promise<(Figures | NotMeasured)[]> {
  const rows: (Figures | NotMeasured)[] = []
  const measured = async (what: What): Promise<void> => {
    rows.push(await measure(testbed, what, switches))
    console.error(tableOf(rows.slice(-1)))
  }
  await measured({ name: 'slot file', kind: 'slot-file', promised: true })
  await measured({ name: 'plain nginx -s reload', kind: 'nginx-reload', promised: false, move: plainReload })
  const noCaddy = await installError(() => installCaddy(testbed))
  if (noCaddy) rows.push({ name: 'Caddy', notMeasured: noCaddy })
  else {
    await measured({ name: 'slot file', kind: 'caddy-slot-file', promised: true })
    await measured({ name: 'reload', kind: 'caddy', promised: false })
  }
  const noNginx = await installError(() => installNewerNginx(testbed))
  if (noNginx) rows.push({ name: WITH_DIRECTIVE, notMeasured: noNginx })
  else {
    await measured({ name: WITH_DIRECTIVE, kind: 'nginx-reload', promised: true })
    await measured({ name: 'slot file', kind: 'slot-file', promised: true })
  }
  return rows
}

interface What {
  name: string
  kind: Site
  /** Whether it must not lose requests. */
  promised: boolean
  /** Default: like the action. */
  move?: Move
}

/** Why a package cannot be installed, in one line; undefined if it can. */
async function installError(install: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await install()
    return undefined
  } catch (cause) {
    return (cause as Error).message.split('\n').at(-1)
  }
}

async function measure(
  testbed: Testbed,
  { name, kind, promised, move = likeAction(kind) }: What,
  switches: number,
): Promise<Figures> {
  await testbed.site(kind)
  const command = kind.startsWith('caddy') ? 'echo "caddy $(caddy version)"' : 'nginx -v 2>&1'
  const proxy = (await testbed.exec(command)).replace('nginx version: nginx/', 'nginx ')
  const port = Number(new URL(testbed.sandbox.publicUrl).port)
  const workload = { port, clients: CLIENTS, sockets: WEB_SOCKETS, host: HOST }
  const running = await startWorkload(workload, ROUND_TRIP)
  await sleep(2000)
  const windows = await withRemote(testbed.target, async remote => {
    const done: Window[] = []
    for (let count = 0; count < switches; count++) {
      const from = now()
      await move(remote, count % 2 === 0 ? 'green' : 'blue')
      done.push({ from, to: now() })
      await sleep(PAUSE)
    }
    return done
  })
  return figuresOf({ name, proxy, promised }, windows, await running.stop())
}

const now = (): number => performance.timeOrigin + performance.now()

/** Switches like the action. */
function likeAction(kind: Site): Move {
  return async (remote, slot) => {
    const slotDirectory = kind.endsWith('slot-file') ? '/etc/nginx/slots/tsh-erp' : undefined
    const proxy = await findProxy(remote, { slotDirectory, proxy: 'auto', slots }, async () => ports)
    const kept = await keepConnections(remote, site)
    await proxy.move(slot)
    await proveTraffic(remote, proxy, site, slot, kept)
    for (const connection of kept) connection.close()
  }
}

/** Switches like most tools: changes the upstream file and reloads, without verification. */
async function plainReload(remote: Remote, slot: Slot): Promise<void> {
  const line = `upstream tsh_erp { server 127.0.0.1:${ports.get(slot)?.[0]}; keepalive 32; }`
  const script = 'printf "%s\\n" "$1" > /etc/nginx/upstreams/tsh_erp_active.conf && nginx -s reload'
  await remote.run(['sh', '-euc', script, 'reload nginx', line])
}

function shown(rows: readonly (Figures | NotMeasured)[]): string {
  const how = `${CLIENTS} keep-alive clients that POST and ${WEB_SOCKETS} WebSockets, ${ROUND_TRIP} ms added to every round trip`
  return `${how}\n${tableOf(rows)}`
}
