import {
  type EnvFilePlan,
  maskEnvFile,
  maskEnvironments,
  missingResources,
  planEnvFile,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { QueryResults } from '@tsh/server-query'
import type { Shell } from '@tsh/shell'
import type { ServerInputs } from '../inputs.ts'
import { apply } from './apply.ts'
import { withCommitFiles } from './commit-files.ts'
import { proxyState } from './proxy-state.ts'
import { queryServer } from './query-server.ts'
import { type Outcome, reportSetup } from './report.ts'
import { requireTools } from './server-problems.ts'
import { planSetup, stepsForRoot } from './setup-plan.ts'

/**
 * Prepares a server for the first deployment: folders, checkout, env file and proxy. What exists is not changed, except
 * for the values of the env file that the settings name. Idempotent.
 * @throws UserError when something is left for a person to do
 */
export async function setUp(
  inputs: ServerInputs,
  { server, shell }: { server: Remote; shell: Shell },
): Promise<{ outcome: Outcome }> {
  const results = await queryServer(server, inputs)
  requireTools(results, server.name)
  return withCommitFiles(inputs, { server, shell }, async ({ files, commit }) => {
    const env = envPlan(inputs, results, files.template)
    const model = await files.model(env.text)
    maskEnvironments(model)
    const proxy = await proxyState(inputs, server, { results, model })
    const missing = missingResources(model, inputs.application, withEnv(results, env), server.name)
    const plan = planSetup(inputs, results, { env, proxy, missing })
    const left = stepsForRoot(plan, results)
    if (!inputs.dryRun) await apply(plan, inputs, server, { commit, results, left })
    return { outcome: await reportSetup(plan, inputs, { server, env, left }) }
  })
}

const withEnv = (results: QueryResults, { text }: EnvFilePlan): QueryResults => ({
  ...results,
  env: { code: 0, text },
})

/** Masks the values of the env file before anything of it can be printed. */
function envPlan(
  { application: { envFile }, secrets, environment }: ServerInputs,
  { env }: QueryResults,
  template: string | undefined,
): EnvFilePlan {
  const existing = env?.code === 0 ? env.text : undefined
  maskEnvFile(existing ?? '', envFile)
  // Deployments verify that the env file belongs to their environment.
  const defaults = environment === '' ? {} : { ENVIRONMENT: environment }
  const plan = planEnvFile({ existing, template, secrets, defaults })
  maskEnvFile(plan.text, envFile)
  return plan
}
