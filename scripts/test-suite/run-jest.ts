import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { saveFileSeconds } from './file-seconds.ts'
import { type JestReport, REPORT_VARIABLE } from './reporter.ts'
import { type Outcome, ROOT, runCommand } from './run-command.ts'

/** Hundreds of tests start a command line or a bundle, which take half as long if Node has compiled them before. */
const NODE_COMPILE_CACHE = join(ROOT, 'node_modules/.cache/compiled')

/** The argument with which no test file is no failure. */
export const MAY_BE_EMPTY = '--passWithNoTests'

/** Runs jest with these arguments. Failures are printed immediately. */
export async function runJest(...args: string[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'jest-'))
  const file = join(folder, 'report.json')
  try {
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
    const command = [...flags, 'node_modules/jest/bin/jest.js', ...args]
    // Tests report on stderr; stdout has the workflow commands of the actions under test.
    const options = { live: true, env: { [REPORT_VARIABLE]: file, NODE_COMPILE_CACHE } }
    const { code, output } = await runCommand(process.execPath, command, options)
    if (!existsSync(file))
      return { passed: 0, skipped: 0, failures: [output.trim() || `jest exited with code ${code}`] }
    const { passed, skipped, files } = JSON.parse(await readFile(file, 'utf8')) as JestReport
    const passing = files.filter(({ failures }) => failures.length === 0)
    saveFileSeconds(Object.fromEntries(passing.map(one => [one.file, one.seconds])))
    const failures = files.flatMap(one => one.failures)
    if (files.length === 0 && !args.includes(MAY_BE_EMPTY))
      failures.push(`no test file matches ${args.join(' ')}`)
    else if (code !== 0 && failures.length === 0) failures.push(`jest exited with code ${code}`)
    return { passed, skipped, failures }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
