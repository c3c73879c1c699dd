import { escapeMarkdown, log, table, UserError, writeSummary } from '@tsh/action'
import { plainEnvironment, type Shell } from '@tsh/shell'
import { failures, type Result } from './command.ts'
import type { GateInputs } from './inputs.ts'

/**
 * Runs every command, even after a failure, so that one run reports all failures.
 * @throws UserError that lists each failed command
 */
export async function gate(inputs: GateInputs, shell: Shell): Promise<{ passed: number }> {
  if (inputs.install !== '') {
    const { code } = await runCommand(inputs, shell, { name: 'install', line: inputs.install })
    if (code !== 0) throw new UserError(`"install" failed (exit code ${code}): ${inputs.install}`)
  }
  const results: Result[] = []
  for (const command of inputs.commands) results.push(await runCommand(inputs, shell, command))
  await report(results)
  const failed = failures(results)
  if (failed.length > 0) {
    throw new UserError(
      `${failed.length} of ${results.length} commands failed: ${failed.join(', ')}. Their output is above`,
    )
  }
  return { passed: results.length }
}

function runCommand(
  inputs: GateInputs,
  shell: Shell,
  { name, line }: { name: string; line: string },
): Promise<Result> {
  return log.group(`${name}: ${line}`, async () => {
    const started = Date.now()
    const { code } = await shell.run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', line], {
      cwd: inputs.workingDirectory,
      env: plainEnvironment({ CI: 'true' }),
      onLine: log.untrusted,
      allowFailure: true,
    })
    const seconds = (Date.now() - started) / 1000
    log.info(
      `${name} ${code === 0 ? 'passed' : `failed with exit code ${code}`} after ${seconds.toFixed(1)} s`,
    )
    return { name, line, code, seconds }
  })
}

async function report(results: readonly Result[]): Promise<void> {
  const rows = results.map(({ name, code, seconds, line }) => [
    code === 0 ? '✅ passed' : `❌ failed (${code})`,
    escapeMarkdown(name),
    escapeMarkdown(line),
    `${seconds.toFixed(1)} s`,
  ])
  await writeSummary(`### Test gate\n\n${table(['Result', 'Name', 'Command', 'Time'], rows)}\n`)
}
