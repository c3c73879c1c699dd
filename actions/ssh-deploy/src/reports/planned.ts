import { escapeMarkdown, log, redact, workflowRun, writeSummary } from '@tsh/action'
import { readServerState, serviceUrl } from '@tsh/deployment'
import { existingServices } from '@tsh/server-query'
import { type Check, skipped } from '../checks/check.ts'
import { connectionChecks } from '../checks/connection.ts'
import { secretsCheck } from '../checks/defined-secrets.ts'
import { envKeysCheck } from '../checks/env-keys.ts'
import { platformCheck } from '../checks/platform.ts'
import { registryCheck } from '../checks/registry.ts'
import { reportChecks } from '../checks/report-checks.ts'
import type { DeployTarget } from '../commit.ts'
import type { Deployed } from '../deploy.ts'
import { describeUpdate } from '../env-file/env-update.ts'
import { releaseImages } from '../existing-version.ts'
import type { DeployInputs } from '../inputs.ts'
import { needsBackup } from '../migrations/backup-need.ts'
import { modelIn, requireModel } from '../preflight/compose.ts'
import { type Inspection, inspectServer } from '../preflight/inspect-server.ts'
import { planRelease } from '../release-plan.ts'
import { describePlan } from './describe-plan.ts'

/**
 * Reports what a deployment would do, based on the current state of the server. It does not change anything there.
 * @param bucket the check of the bucket, which is already running
 * @throws UserError with the problems of all checks
 */
export async function planned(
  inputs: DeployInputs,
  { server: remote, commit }: DeployTarget,
  bucket: Promise<Check>,
): Promise<Deployed> {
  const inspection = await inspectServer(inputs, remote, commit)
  await reportChecks(await allChecks(inputs, remote.name, inspection, bucket))
  const { results, envUpdate } = inspection
  const model = requireModel(results)
  const state = await readServerState(remote, inputs.application)
  const images = releaseImages(inputs, state.releases, model)
  const existing = existingServices(results, model.name)
  const plan = planRelease({ ...inputs, images }, state, { run: workflowRun(), existing })
  const { service, steps, differences, notUpdated } = describePlan({ inputs, plan, state, results, model })
  if (envUpdate)
    steps.unshift(
      `${describeUpdate(envUpdate)} in ${inputs.application.envFile}, whose old version stays in .deploy`,
    )
  const isBackupNeeded = await needsBackup(inputs, remote, { plan, model, existing })
  if (!isBackupNeeded) steps.push('make no backup, because nothing has been live and the database is empty')
  for (const step of steps) log.info(`would ${step}`)
  for (const line of differences) log.untrusted(line)
  await writeSummary(
    `### Dry run of ${escapeMarkdown(inputs.version)}\n\nNothing was changed. A deployment would:\n\n${steps.map(step => `1. ${escapeMarkdown(step)}`).join('\n')}\n\n\`\`\`\`diff\n${redact(differences.join('\n')).replaceAll('````', '')}\n\`\`\`\`\n`,
  )
  return {
    release: '',
    slot: plan.slot ?? '',
    'slot-url': serviceUrl(model, service),
    'previous-version': plan.facts.previous?.version ?? '',
    'not-updated': notUpdated.map(one => one.service).join(', '),
    rollback: '',
    'needs-backup': isBackupNeeded,
    url: inputs.url ?? '',
    state: 'planned',
  }
}

async function allChecks(
  inputs: DeployInputs,
  server: string,
  { results, checks }: Inspection,
  bucket: Promise<Check>,
): Promise<Check[]> {
  const model = modelIn(results)
  return [
    ...secretsCheck(inputs.definedSecrets),
    ...connectionChecks(server),
    ...checks,
    envKeysCheck(results, inputs.application.envFile),
    inputs.checks.includes('build')
      ? platformCheck(results, model, process.arch)
      : skipped('Architecture', 'no image is built'),
    await registryCheck(inputs, model),
    await bucket,
  ]
}
