import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { ACTIONS } from '@tsh/testing'

const root = resolve(import.meta.dirname, '../../..')
const RUNS = 25
/** Maximum duration of a bundle until its inputs are checked, as a multiple of `node -e 0`. */
const LIMIT = 1.5

/** Starts every bundle without inputs, interleaved with an empty program, so that all run under the same conditions. */
function benchStart(): boolean {
  const programs = new Map<string, string[]>([['node -e 0', ['-e', '0']]])
  for (const name of ACTIONS) programs.set(name, [join(root, 'dist', name, 'index.js')])
  const times = new Map([...programs.keys()].map(name => [name, [] as number[]]))
  for (let run = 0; run < RUNS; run++) {
    for (const [name, args] of programs) times.get(name)?.push(milliseconds(args))
  }
  const reference = median(times.get('node -e 0') ?? [])
  console.log(`median of ${RUNS} interleaved runs, to the end of input checking (limit ${LIMIT} ×)`)
  let passed = true
  for (const [name, all] of times) {
    const ratio = median(all) / reference
    if (name !== 'node -e 0' && ratio > LIMIT) passed = false
    console.log(
      `${name.padEnd(20)} ${median(all).toFixed(1).padStart(6)} ms  ${ratio.toFixed(2)} ×${ratio > LIMIT ? '  OVER' : ''}`,
    )
  }
  return passed
}

function milliseconds(args: readonly string[]): number {
  const started = process.hrtime.bigint()
  spawnSync(process.execPath, args, { env: { PATH: process.env.PATH ?? '' } })
  return Number(process.hrtime.bigint() - started) / 1e6
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const benches: Record<string, () => boolean | Promise<boolean>> = {
  start: benchStart,
  backup: async () => (await import('./backup.ts')).benchBackup(),
  deploy: async () => (await import('./deploy.ts')).benchDeploy(),
  gate: async () => (await import('./gate.ts')).benchGate(),
  switch: async () => (await import('./switch.ts')).benchSwitch(),
  rollback: async () => (await import('./rollback.ts')).benchRollback(),
}
const [name = ''] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  console.error(`bench: unknown benchmark "${name}". Use ${Object.keys(benches).join(', ')}`)
  process.exitCode = 2
} else if (!(await bench())) process.exitCode = 1
