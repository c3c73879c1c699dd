import { commitToTransfer, maskEnvFile, maskEnvironments } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { Shell } from '@tsh/shell'
import type { ServerInputs } from '../inputs.ts'
import { apply } from './apply.ts'
import { writeCommitFiles } from './commit-files.ts'
import { planEnvFile } from './env-file.ts'
import { proxyState } from './missing-site.ts'
import { queryServer } from './query-server.ts'
import { type Outcome, reportSetup } from './report.ts'
import { requireTools } from './server-problems.ts'
import { planSetup, type SetupPlan, stepsForRoot } from './setup-plan.ts'

/**
 * Prepares a server for the first deployment: folders, checkout, env file and proxy. What exists is not changed, except
 * for the values of the env file that the settings name. Idempotent.
 * @throws UserError when something is left for a person to do
 */
export async function setUp(
  inputs: ServerInputs,
  { server, shell }: { server: Remote; shell: Shell },
): Promise<{ outcome: Outcome }> {
  const { application, sha, token, secrets } = inputs
  const results = await queryServer(server, inputs)
  requireTools(results, server.name)
  const commit = await commitToTransfer({ shell, token }, server, { path: application.path, sha })
  try {
    const files = await writeCommitFiles(server, inputs, commit)
    try {
      const existing = results.env?.code === 0 ? results.env.text : undefined
      maskEnvFile(existing ?? '', application.envFile)
      const env = planEnvFile({ existing, template: files.template, secrets })
      maskEnvFile(env.text, application.envFile)
      const model = await files.model(env.text)
      maskEnvironments(model)
      const proxy = await proxyState(inputs, server, { results, model })
      const decided = planSetup(inputs, results, { env, site: proxy.site })
      const plan: SetupPlan = {
        ...decided,
        todo: [...decided.todo, ...proxy.todo],
        notes: [...decided.notes, ...proxy.notes],
      }
      const left = stepsForRoot(plan, results)
      if (!inputs.dryRun) await apply(plan, inputs, server, { commit, results, left })
      return { outcome: await reportSetup(plan, inputs, { server, env, left }) }
    } finally {
      await files.remove()
    }
  } finally {
    commit?.remove()
  }
}
