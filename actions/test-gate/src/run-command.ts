import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { log, UserError } from '@tsh/action'
import { endMarkedProcesses, plainEnvironment, processMark, type Shell } from '@tsh/shell'
import type { Command } from './command.ts'
import { readCoverage, readTestReports } from './reports/read-reports.ts'
import type { Result } from './result.ts'

/** Runs one command to its end or its timeout, ends what it has left running, and reads its reports. */
export function runCommand(command: Command, shell: Shell): Promise<Result> {
  return log.group(`${command.name}: ${command.run}`, async () => {
    const startedAt = new Date()
    const code = await runToEnd(command, shell)
    const seconds = (Date.now() - startedAt.getTime()) / 1000
    const result = { command, seconds, ...(code === undefined ? {} : { code }), reportProblems: [] }
    return code === undefined ? result : { ...result, ...(await readReports(command, startedAt)) }
  })
}

/** @returns the exit code, or undefined after a timeout */
async function runToEnd(command: Command, shell: Shell): Promise<number | undefined> {
  const id = randomUUID()
  let isTimedOut = false
  const timer = setTimeout(() => {
    isTimedOut = true
    log.info(`${command.name} is still running after ${command.timeoutSeconds} s, ending it`)
    void endMarkedProcesses(id)
  }, command.timeoutSeconds * 1000)
  try {
    const { code } = await shell.run(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command.run],
      {
        cwd: command.workingDirectory,
        env: plainEnvironment({ CI: 'true', ...command.env, ...processMark(id) }),
        onLine: log.untrusted,
        allowFailure: true,
      },
    )
    return isTimedOut ? undefined : code
  } finally {
    clearTimeout(timer)
    const left = await endMarkedProcesses(id)
    if (left.length > 0 && !isTimedOut)
      log.info(`Ended what ${command.name} left running: ${left.join(', ')}`)
  }
}

async function readReports(command: Command, startedAt: Date) {
  const reportProblems: string[] = []
  const read = async <T>(
    pattern: string | undefined,
    readAll: typeof readTestReports | typeof readCoverage,
  ) => {
    if (pattern === undefined) return undefined
    const place = { folder: resolve(command.workingDirectory), pattern, startedAt }
    try {
      return (await readAll(place)) as T
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      reportProblems.push(error.message)
      return undefined
    }
  }
  const tests = await read<Awaited<ReturnType<typeof readTestReports>>>(command.report, readTestReports)
  const coverage = await read<Awaited<ReturnType<typeof readCoverage>>>(command.coverage, readCoverage)
  if (tests && tests.replaced > 0)
    log.info(`${command.name}: replaced invalid XML characters in its report (${tests.replaced})`)
  return { ...(tests ? { tests } : {}), ...(coverage ? { coverage } : {}), reportProblems }
}
