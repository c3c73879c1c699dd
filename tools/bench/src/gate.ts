import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const bundle = resolve(import.meta.dirname, '../../../dist/test-gate/index.js')
const CASES = 200_000
const RUNS = 5
const MAX_SECONDS = 3
const MAX_MEBIBYTES = 256
const POLL_INTERVAL_MS = 20

/** Reads the report of a very large test suite, in turn with a program that only searches the same file. */
export async function benchGate(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-gate-'))
  try {
    const report = join(folder, 'unit.xml')
    writeReport(report)
    // Written again by the command, so that it is not older than that.
    const commands = `unit:\n  run: touch unit.xml\n  report: unit.xml`
    const gate = { env: { ...inputs(commands), PATH: process.env.PATH ?? '' }, folder, args: [bundle] }
    const search = `require('node:fs').readFileSync('unit.xml', 'utf8').match(/<testcase /g)`
    const reference = { env: { PATH: process.env.PATH ?? '' }, folder, args: ['-e', search] }
    const runs: { gate: Measured; reference: Measured }[] = []
    for (let run = 0; run < RUNS; run++)
      runs.push({ gate: await measure(gate), reference: await measure(reference) })
    const seconds = median(runs.map(({ gate }) => gate.seconds))
    const ratio = seconds / median(runs.map(({ reference }) => reference.seconds))
    const mebibytes = Math.max(...runs.map(({ gate }) => gate.mebibytes))
    console.log(`${CASES} test cases, ${(statSync(report).size / 1e6).toFixed(1)} MB, median of ${RUNS} runs`)
    console.log(
      `test-gate  ${seconds.toFixed(2)} s (limit ${MAX_SECONDS} s), ${ratio.toFixed(1)} × a search of the file`,
    )
    console.log(`memory     ${mebibytes.toFixed(0)} MiB at most (limit ${MAX_MEBIBYTES} MiB)`)
    return seconds <= MAX_SECONDS && mebibytes <= MAX_MEBIBYTES
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function writeReport(path: string): void {
  const cases = Array.from(
    { length: CASES },
    (_, index) =>
      `<testcase classname="tests.test_${index % 900}.Suite" name="test_case_${index}" time="0.001"/>\n`,
  )
  writeFileSync(
    path,
    `<testsuites><testsuite tests="${CASES}">\n${cases.join('')}</testsuite></testsuites>\n`,
  )
}

function inputs(commands: string): Record<string, string> {
  return {
    ...{ INPUT_COMMANDS: commands, 'INPUT_WORKING-DIRECTORY': '.', INPUT_SETTINGS: '.github/deploy.yml' },
    'INPUT_COMMAND-TIMEOUT-SECONDS': '1500',
  }
}

interface Measured {
  seconds: number
  mebibytes: number
}

function measure({ args, env, folder }: { args: string[]; env: Record<string, string>; folder: string }) {
  const started = process.hrtime.bigint()
  const child = spawn(process.execPath, args, { env, cwd: folder, stdio: 'ignore' })
  let kibibytes = 0
  const timer = setInterval(() => {
    kibibytes = Math.max(kibibytes, peakKibibytes(child.pid))
  }, POLL_INTERVAL_MS)
  return new Promise<Measured>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', code => {
      clearInterval(timer)
      const seconds = Number(process.hrtime.bigint() - started) / 1e9
      if (code === 0) resolve({ seconds, mebibytes: kibibytes / 1024 })
      else reject(new Error(`${args[0]} ended with exit code ${code}`))
    })
  })
}

/** The largest memory that a process has had (proc_pid_status(5), VmHWM). */
function peakKibibytes(pid = 0): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
