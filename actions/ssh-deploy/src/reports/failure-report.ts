import { stripVTControlCharacters } from 'node:util'
import { escapeMarkdown, log, table, writeSummary } from '@tsh/action'
import type { ServerState } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'
import type { ReleasePlan } from '../release-plan.ts'
import { type FailedContainer, failedContainers } from './failed-containers.ts'
import { likelyCause } from './likely-cause.ts'
import { historyWith } from './report.ts'

export interface Failure {
  /** Name of the failed step. */
  step: string
  /** Services that were being started, if any. */
  starting: readonly string[]
  cause: unknown
  /** The state of the server before. */
  state: ServerState
}

/**
 * Reports in the log and in the summary why a deployment failed, while its containers still exist. A failure to collect
 * these details is only a warning.
 */
export async function reportFailure(
  { application, version }: DeployInputs,
  remote: Remote,
  { slot, facts }: ReleasePlan,
  { step, starting, cause, state }: Failure,
): Promise<void> {
  const message = cause instanceof Error ? cause.message : String(cause)
  try {
    const containers = await failedContainers(remote, application, starting)
    const likely = likelyCause(containers, message)
    const rows: [string, string][] = [
      ['Step', step],
      ['Server', remote.name],
      ['Error', message],
      ...containers.map((container): [string, string] => [container.name, endOf(container)]),
      ['Likely cause', likely.cause],
      ['Next', likely.next],
      ['Live', liveNow(slot, facts.previous?.version)],
    ]
    await log.group(`${version} failed in step "${step}"`, async () => {
      for (const [what, text] of rows) log.untrusted(`${what}: ${text}`)
      for (const { name, lines } of containers) {
        log.untrusted(`Last lines of ${name}:`)
        for (const line of lines) log.untrusted(line)
      }
    })
    const cells = rows.map(([what, text]) => [escapeMarkdown(what), escapeMarkdown(text)])
    await writeSummary(
      `### ${escapeMarkdown(version)} failed\n\n${table(['', ''], cells)}\n${containers.map(logOf).join('')}\n${historyWith(facts, state, 'failed')}`,
    )
  } catch (error) {
    log.warning(`could not collect failure details: ${(error as Error).message}`, 'ssh-deploy')
  }
}

/** What is live after the failure. A slot receives traffic only after its deployment. */
function liveNow(slot: string | undefined, previous: string | undefined): string {
  if (slot) return `${previous ?? 'nothing'} (unchanged)`
  return previous === undefined
    ? 'unknown; no previous version is recorded that a rollback could restore'
    : `services were being replaced; a rollback restores ${previous}`
}

/** How a container exited, in one sentence. */
function endOf({ status, exitCode, outOfMemory, restarts, error, probes }: FailedContainer): string {
  const end = status === 'running' ? status : `${status}, exit code ${exitCode}${signalOf(exitCode)}`
  return [
    end,
    ...(outOfMemory ? ['out of memory'] : []),
    ...(restarts > 0 ? [`restarted ${restarts} times`] : []),
    ...(error === '' ? [] : [error]),
    ...(probes.length === 0 ? [] : [`health checks: ${probes.join('; ')}`]),
  ].join(', ')
}

const signalOf = (exitCode: number): string => (exitCode > 128 ? ` (signal ${exitCode - 128})` : '')

function logOf({ name, lines }: FailedContainer): string {
  const text = stripVTControlCharacters(lines.join('\n')).replaceAll('````', '')
  return `\n<details><summary>Last ${lines.length} lines of ${escapeMarkdown(name)}</summary>\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n\n</details>\n`
}
