import { writeFile } from 'node:fs/promises'
import { artifactName, log, redact, UserError, type WorkflowRun, writeSummary } from '@tsh/action'
import { hasSlots } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { type Deployment, deploymentOf, type Verdict } from './deployment.ts'
import type { ChecklistInputs } from './inputs.ts'
import { readRecorded } from './read-recorded.ts'
import { described, summaryOf } from './summary.ts'
import { trackLive } from './track-live.ts'

export interface Checked {
  verdict: Verdict
  /** Ids, separated by commas. */
  missing: string
  artifact: string
}

/**
 * Collects the evidence of a deployment, and writes it to the file and the summary. Missing evidence is a warning here:
 * the workflow fails after it has uploaded the file.
 * @param open connects to the server
 * @throws UserError when the file cannot be written
 */
export async function checklist(
  inputs: ChecklistInputs,
  run: WorkflowRun,
  open: () => Promise<Remote>,
): Promise<Checked> {
  const { application, mode } = inputs
  const journal = await readRecorded(inputs, run.url, open)
  const facts = {
    ...inputs,
    ...{ hasSlots: hasSlots(application), url: application.publicUrl },
    ...{ branch: run.branch, actor: run.actor },
    ...{ journal, tracked: await trackLive(journal, inputs, run.url) },
  }
  const deployment = deploymentOf(facts, run, new Date())
  await write(inputs.file, deployment)
  for (const item of deployment.items) log.info(`${item.id}: ${item.state}, ${described(item)}`)
  if (mode === 'warn' && deployment.missing.length > 0)
    log.warning(
      `evidence is missing: ${deployment.missing.join(', ')}. The summary has the reasons`,
      'checklist',
    )
  await writeSummary(summaryOf(deployment))
  const { verdict, missing } = deployment
  return { verdict, missing: missing.join(', '), artifact: artifactName('deployment', inputs) }
}

/** A text may contain a secret, and the file does not pass through the runner. */
const withoutSecrets = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? redact(value) : value

async function write(file: string, deployment: Deployment): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(deployment, withoutSecrets, 2)}\n`)
  } catch (cause) {
    throw new UserError(`cannot write ${file}: ${(cause as Error).message}`, { cause })
  }
}
