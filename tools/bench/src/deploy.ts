import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Action, inputsFor, startAction } from '@tsh/chaos/deploy/action'
import { type Environment, GATE } from '@tsh/chaos/deploy/environment'
import { startTestbed, type Testbed, type Version } from '@tsh/chaos/deploy/testbed'
import { percentile } from './workload/figures.ts'

/**
 * Maximum overhead of a deployment besides its docker commands, ms. A switch is only reported: it deliberately
 * spends most of its time monitoring the site.
 */
const MAX_OVERHEAD_MS = 3000

const DIST = resolve(import.meta.dirname, '../../../dist')

/** One run of an action. */
interface Sample {
  /** Duration of its process, ms. */
  wall: number
  /** Time during which a docker command ran on the server, ms. */
  docker: number
  dockerCommands: number
  /** SSH connections opened. */
  handshakes: number
}

interface Row extends Sample {
  environment: Environment
  action: Action
  runs: number
  overhead: number
  /** Maximum of all runs. */
  maxHandshakes: number
}

/** Records the start and end of every docker command, in nanoseconds. */
const TIMED = `#!/bin/sh
begin=$(date +%s%N)
/usr/bin/docker "$@"; code=$?
echo "$begin $(date +%s%N)" >> ${GATE}/docker.log
exit $code
`

/** Measures the shipped actions without changes to deploy, compared with their docker commands. */
export async function benchDeploy(): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { runs: { type: 'string', default: '7' }, json: { type: 'boolean', default: false } },
  })
  const rows = [
    ...(await measure('production', Number(values.runs))),
    ...(await measure('staging', Number(values.runs))),
  ]
  console.log(values.json ? JSON.stringify(rows, undefined, 2) : shown(rows))
  return rows.every(row => !isOver(row) && row.maxHandshakes === 1)
}

const isOver = ({ action, overhead }: Row): boolean => action === 'ssh-deploy' && overhead > MAX_OVERHEAD_MS

async function measure(environment: Environment, runs: number): Promise<Row[]> {
  const testbed = await startTestbed(environment, line => console.error(line))
  try {
    await testbed.exec('cat > /usr/local/bin/docker', TIMED)
    const version = await testbed.release()
    // The first deployment makes changes; the second deploys the same version to the other slot.
    const actions: Action[] =
      environment === 'production' ? ['ssh-deploy', 'blue-green-switch'] : ['ssh-deploy']
    for (const first of ['first', 'second']) await deployed(testbed, actions, version, first)
    const samples = new Map<Action, Sample[]>(actions.map(action => [action, []]))
    for (let run = 0; run < runs; run++)
      for (const [action, sample] of await deployed(testbed, actions, version, String(run)))
        samples.get(action)?.push(sample)
    return [...samples].map(([action, all]) => rowOf(environment, action, all))
  } finally {
    await testbed.stop()
  }
}

/** One deployment of a version, as a workflow runs it. */
async function deployed(testbed: Testbed, actions: readonly Action[], version: Version, run: string) {
  let release = ''
  const samples: [Action, Sample][] = []
  for (const action of actions) {
    const bundle = { bundles: DIST, action, run: `10${run}` }
    await testbed.exec(`: > ${GATE}/docker.log`)
    const before = testbed.proxy.connections
    const started = performance.now()
    const { code, log, outputs } = await startAction(bundle, inputsFor(testbed, action, version, release))
      .ended
    const wall = performance.now() - started
    if (code !== 0) throw new Error(`${action} failed:\n${log}`)
    release = outputs.release ?? ''
    const commands = spansIn(await testbed.exec(`cat ${GATE}/docker.log`))
    const handshakes = testbed.proxy.connections - before
    samples.push([action, { wall, docker: covered(commands), dockerCommands: commands.length, handshakes }])
  }
  return samples
}

type Span = [from: number, to: number]

const spansIn = (text: string): Span[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split(' ').map(time => Number(time) / 1e6) as Span)

/** The total time covered by at least one span. */
function covered(spans: readonly Span[]): number {
  let end = 0
  let sum = 0
  for (const [from, to] of spans.toSorted(([one], [other]) => one - other)) {
    sum += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return sum
}

function rowOf(environment: Environment, action: Action, samples: readonly Sample[]): Row {
  const median = (of: (sample: Sample) => number): number => percentile(samples.map(of), 50)
  return {
    ...{ environment, action, runs: samples.length },
    ...{ wall: median(({ wall }) => wall), docker: median(({ docker }) => docker) },
    overhead: median(({ wall, docker }) => wall - docker),
    dockerCommands: median(({ dockerCommands }) => dockerCommands),
    handshakes: median(({ handshakes }) => handshakes),
    maxHandshakes: Math.max(...samples.map(({ handshakes }) => handshakes)),
  }
}

function shown(rows: readonly Row[]): string {
  const lines = rows.map(row => {
    const { environment, action, wall, docker, dockerCommands, overhead, maxHandshakes } = row
    const commands = `${ms(docker)} in ${String(dockerCommands).padStart(2)}`
    const rest = `${ms(overhead)}${isOver(row) ? ' OVER' : ''}`
    return [environment.padEnd(10), action.padEnd(17), ms(wall), commands, rest, maxHandshakes].join('  ')
  })
  const head = `medians of ${rows[0]?.runs} deployments without changes: wall time, docker commands, overhead (limit for ssh-deploy ${MAX_OVERHEAD_MS} ms), SSH handshakes`
  return [head, ...lines].join('\n')
}

const ms = (value: number): string => `${String(Math.round(value)).padStart(6)} ms`
