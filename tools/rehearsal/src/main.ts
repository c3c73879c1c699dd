import { writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { removeKept } from '@tsh/sandbox/sandbox/remove-kept'
import { type Arguments, readArguments, usage } from './arguments.ts'
import type { Evidence } from './conclude.ts'
import { rehearse } from './rehearse.ts'
import { resultOf } from './report/report.ts'
import { textReport } from './report/text.ts'
import { writeReport } from './report/write.ts'
import { Terminal } from './terminal.ts'

const project = join(import.meta.dirname, '..', '..', '..')

async function main(args: readonly string[]): Promise<number> {
  const options = readArguments(args)
  if (options.help) {
    console.log(usage)
    return 0
  }
  const terminal = new Terminal()
  try {
    if (options.remove) {
      await removeKept(options.remove, line => terminal.print(line))
      return 0
    }
    const evidence = await rehearse(options, {
      log: line => terminal.print(line),
      running: load => terminal.follow(load),
      event: event => terminal.event(event),
    })
    terminal.end()
    show(options, evidence)
    return evidence.report.problems.length ? 1 : 0
  } finally {
    terminal.end()
  }
}

function show(options: Arguments, evidence: Evidence): void {
  if (options.json)
    writeFileSync(resolve(options.json), `${JSON.stringify(resultOf(evidence.report), null, 2)}\n`)
  const page = writeReport(evidence, project)
  console.log(`\n${textReport(evidence.report)}\n`)
  if (options.keep)
    console.log(`The sandbox was kept:\n${evidence.inspection.map(line => `  ${line}`).join('\n')}\n`)
  console.log(`Report: ${relative(process.cwd(), page)}`)
  if (evidence.report.failures.length > 0)
    console.log(`Output of all steps: ${relative(process.cwd(), join(dirname(page), 'log.txt'))}`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  // A user error is one line; anything else is a bug and prints its stack.
  console.error(error instanceof UserError ? `✗ ${error.message}` : error)
  process.exitCode = 1
}
