import { UserError } from '@tsh/action'
import { readArguments, usage } from './arguments.ts'
import { checkRepository } from './check-repository.ts'
import { jsonReport, problemReport, settingsReport } from './report.ts'

async function main(args: readonly string[]): Promise<number> {
  const options = readArguments(args)
  if (options.help) {
    console.log(usage)
    return 0
  }
  const checked = await checkRepository(options)
  if (options.json) console.log(jsonReport(checked))
  else {
    if (checked.environments.length > 0) console.log(settingsReport(checked))
    if (checked.problems.length > 0) console.error(problemReport(checked))
  }
  return checked.problems.length > 0 ? 1 : 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UserError ? `✗ ${error.message}` : error)
  process.exitCode = 1
}
