import { log } from '@tsh/action'
import {
  absolute,
  type CommitBundle,
  EXCLUDE_DEPLOY_FOLDER,
  replaceEnvFile,
  transferCommit,
  writeFile,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { QueryResults } from '@tsh/server-query'
import type { ServerInputs } from '../inputs.ts'
import type { SetupPlan } from './setup-plan.ts'
import type { SetupStep } from './setup-step.ts'

const CHECK_OUT = `cd "$1"
git rev-parse --quiet --verify HEAD > /dev/null || git -c core.hooksPath=/dev/null -c advice.detachedHead=false checkout --quiet --detach --no-overwrite-ignore "$2"
${EXCLUDE_DEPLOY_FOLDER}`

/**
 * Makes the changes of a plan that the user may make.
 * @param commit the commit if the server does not have it
 * @param left the steps that only an administrator can take
 */
export async function apply(
  plan: SetupPlan,
  inputs: ServerInputs,
  server: Remote,
  {
    commit,
    results,
    left,
  }: { commit: CommitBundle | undefined; results: QueryResults; left: readonly SetupStep[] },
): Promise<void> {
  const take = async (steps: readonly SetupStep[]): Promise<void> => {
    for (const step of steps) if (!left.includes(step)) await takeStep(server, step, results)
  }
  if (plan.path) await take([plan.path])
  if (!plan.path || !left.includes(plan.path)) await placeFiles(plan, inputs, server, { commit, results })
  await take([...plan.slots, ...plan.proxy])
}

async function takeStep(server: Remote, step: SetupStep, { user }: QueryResults): Promise<void> {
  const prefix = step.needsRoot && user?.text !== 'root' ? ['sudo', '-n'] : []
  await server.run([...prefix, 'sh', '-euc', step.script, step.text])
  log.info(`Done: ${step.text}`)
}

/** The checkout and the env file. */
async function placeFiles(
  { checksOut, envText }: SetupPlan,
  { application, sha, repository }: ServerInputs,
  server: Remote,
  { commit, results }: { commit: CommitBundle | undefined; results: QueryResults },
): Promise<void> {
  const { path } = application
  if (checksOut) {
    await server.run(['git', 'init', '--quiet', '--', path])
    if (repository !== undefined)
      await server.run(['git', '-C', path, 'remote', 'add', 'origin', repository], { allowFailure: true })
    if (commit) await transferCommit(server, { path, sha }, commit)
    await server.run(['sh', '-euc', CHECK_OUT, 'check out the commit', path, sha])
    log.info(`Done: checked out ${sha} in ${path}`)
  }
  if (envText === undefined) return
  const file = absolute(application, application.envFile)
  if (results.env?.code === 0) await replaceEnvFile(server, application, envText)
  else await writeFile(server, file, envText)
  log.info(`Done: wrote ${file}`)
}
