import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { shell } from '@tsh/shell'
import { checkRepository } from '../check-repository.ts'
import { jsonReport } from '../reports/json.ts'
import { sarifReport } from '../reports/sarif.ts'
import { textTable } from '../reports/table.ts'
import { readArguments, usage } from './arguments.ts'

async function main(args: readonly string[]): Promise<number> {
  const options = readArguments(args)
  if (options.help) {
    console.log(usage)
    return 0
  }
  const { folder, settings, json, sarif, trackedOnly, withoutDocker } = options
  const today = new Date().toISOString().slice(0, 10)
  const ports = { shell }
  const evaluation = await checkRepository(ports, {
    folder: resolve(folder),
    settingsPath: settings,
    today,
    trackedOnly,
    withoutDocker,
  })
  const { findings, mode } = evaluation
  if (json !== undefined) await write(json, jsonReport(findings))
  if (sarif !== undefined) await write(sarif, sarifReport(findings))
  if (json !== '-' && sarif !== '-')
    console.log(mode === 'off' ? 'The standard is disabled by the settings file' : textTable(findings))
  const isEnforced = mode === undefined || mode === 'enforce'
  return isEnforced && findings.some(({ severity }) => severity === 'E') ? 1 : 0
}

async function write(file: string, text: string): Promise<void> {
  if (file === '-') {
    // Wait until the pipe has taken everything, or the process exits with a partial report.
    await new Promise(resolved => process.stdout.write(text, resolved))
    return
  }
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new UserError(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}). Pass another file`,
    )
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UserError ? `✗ ${error.message}` : error)
  process.exitCode = 1
}
