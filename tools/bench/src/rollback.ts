import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  startScene as startTestbed,
  type Scene as Testbed,
  withRemote,
} from '@tsh/blue-green-switch/test/scene/scene'
import { visit } from '@tsh/blue-green-switch/test/scene/visitors'
import { waitUntilHealthy } from '@tsh/deployment'
import { mustExec } from '@tsh/sandbox'
import { runBundle } from '@tsh/testing'
import { percentile } from './workload/figures.ts'
import { startWorkload } from './workload/workload.ts'

const HOST = 'erp.example'
const CLIENTS = 60
const WEB_SOCKETS = 20
/** Latency added to every round trip, ms. */
const ROUND_TRIP = 40
/** Maximum p95 of a warm rollback, from its start to the first visitor on the old version, ms. */
const MAX_WARM_MS = 2000
/** Maximum overhead of a cold rollback besides the start of the container, ms. */
const MAX_COLD_MS = 3000

/**
 * Measures the shipped rollback under load, from the start of its process, including the handshake, to the first visitor
 * served by the old version: with the old slot running, and with it removed, compared with the bare start of its container.
 */
export async function benchRollback(): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { rounds: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
  })
  const rounds = Number(values.rounds)
  const testbed = await startTestbed(line => console.error(line))
  try {
    await testbed.site('slot-file')
    await testbed.exec('docker tag scene:v1 scene:v2')
    const port = Number(new URL(testbed.sandbox.publicUrl).port)
    const clients = { port, clients: CLIENTS, sockets: WEB_SOCKETS, host: HOST }
    const running = await startWorkload(clients, ROUND_TRIP)
    await sleep(1000)
    const warm: number[] = []
    for (let round = 0; round < rounds; round++) warm.push(await rolledBack(testbed, round))
    const cold: { start: number; rollback: number }[] = []
    for (let round = 0; round < Math.ceil(rounds / 4); round++)
      cold.push({
        start: await startedAlone(testbed),
        rollback: await rolledBack(testbed, rounds + round, true),
      })
    const { sentAt, losses, cut } = await running.stop()
    const figures = {
      ...{ rounds, requests: sentAt.length, lost: losses.length, webSocketsCut: cut },
      ...{ warmP50: percentile(warm, 50), warmP95: percentile(warm, 95) },
      coldMax: Math.round(Math.max(...cold.map(({ start, rollback }) => rollback - start))),
      cold: cold.map(({ start, rollback }) => ({ start: Math.round(start), rollback: Math.round(rollback) })),
    }
    console.log(values.json ? JSON.stringify(figures, undefined, 2) : shown(figures))
    return figures.lost === 0 && figures.warmP95 < MAX_WARM_MS && figures.coldMax <= MAX_COLD_MS
  } finally {
    await testbed.stop()
  }
}

interface Figures {
  rounds: number
  requests: number
  lost: number
  webSocketsCut: number
  warmP50: number
  warmP95: number
  coldMax: number
  cold: { start: number; rollback: number }[]
}

function shown({ rounds, requests, lost, warmP50, warmP95, coldMax, cold }: Figures): string {
  const starts = cold.map(({ start, rollback }) => `${rollback} (container alone ${start})`).join(', ')
  return [
    `${CLIENTS} keep-alive clients that POST, ${ROUND_TRIP} ms added to every round trip: ${requests} requests, ${lost} lost`,
    `warm, ${rounds} times: p50 ${warmP50} ms, p95 ${warmP95} ms (limit ${MAX_WARM_MS})`,
    `cold, ${cold.length} times, ms: ${starts}; at most ${coldMax} more (limit ${MAX_COLD_MS})`,
  ].join('\n')
}

/** A release that was switched from blue to green; the run is the one that `runBundle` simulates. */
async function release(testbed: Testbed, round: number): Promise<void> {
  const sha = await testbed.exec('git -C /srv/scene rev-parse HEAD')
  const facts = {
    ...{ version: 'v2', sha, slot: 'green', services: [], images: [], actor: 'bench', migrates: false },
    ...{
      previous: { version: 'v1', sha, slot: 'blue' },
      run: 'https://github.com/tsh/tsh-erp/actions/runs/42',
    },
  }
  const lines = ['started', 'prepared', 'switching', 'switched'].map(state =>
    JSON.stringify({ at: '', release: `v2.${round}`, state, facts }),
  )
  const { exec } = testbed.sandbox.server
  await mustExec(exec, 'cat >> /srv/scene/.deploy/releases.jsonl', `${lines.join('\n')}\n`)
  await testbed.exec(`cd /srv/scene
sed -i 's/SLOT=.*/SLOT=green/; s/^VERSION=.*/VERSION=v2/' .env
[ -e /etc/nginx/slots/tsh-erp/green ] || mv /etc/nginx/slots/tsh-erp/blue /etc/nginx/slots/tsh-erp/green`)
}

/** @returns milliseconds from the start of the action to the first visitor in blue */
async function rolledBack(testbed: Testbed, round: number, cold = false): Promise<number> {
  await release(testbed, round)
  if (cold)
    await testbed.exec('cd /srv/scene && VERSION=v1 docker compose -f compose.yml rm -sf app_blue 2>&1')
  await until(testbed, 'green')
  const started = performance.now()
  const ending = runBundle('rollback', inputsOf(testbed))
  await until(testbed, 'blue')
  const took = performance.now() - started
  const { code, stdout } = await ending
  if (code !== 0) throw new Error(`the rollback failed:\n${stdout}`)
  return took
}

function inputsOf({ sandbox: { server } }: Testbed): Record<string, string> {
  return {
    ...{ server: `${server.user}@${server.host}:${server.port}`, 'ssh-key': server.privateKey },
    ...{ 'host-key': server.knownHosts, path: '/srv/scene', 'compose-file': 'compose.yml' },
    ...{ 'env-file': '.env', service: 'app_{slot}', 'slot-directory': '/etc/nginx/slots/tsh-erp' },
    ...{ proxy: 'auto', 'health-path': '/health', url: `http://${HOST}`, mode: 'automatic' },
    ...{ 'dry-run': 'false', 'health-timeout-seconds': '60', 'lock-timeout-seconds': '30' },
  }
}

/** @returns milliseconds until the container of the old version has started and responds */
async function startedAlone(testbed: Testbed): Promise<number> {
  const compose = 'cd /srv/scene && VERSION=v1 docker compose -f compose.yml'
  await release(testbed, 0)
  return withRemote(testbed.target, async remote => {
    await remote.run(['sh', '-c', `${compose} rm -sf app_blue`])
    const started = performance.now()
    await remote.run(['sh', '-c', `${compose} up -d --no-deps --wait app_blue`])
    await waitUntilHealthy(
      remote,
      { url: 'http://127.0.0.1:8001/health', publicUrl: undefined },
      { successes: 1, timeout: 60 },
    )
    return performance.now() - started
  })
}

async function until({ sandbox }: Testbed, slot: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while ((await visit(sandbox.publicUrl)).slot !== slot) {
    if (Date.now() > deadline) throw new Error(`the traffic did not switch to ${slot}`)
    await sleep(10)
  }
}
