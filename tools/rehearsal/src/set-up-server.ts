import { rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '@tsh/action'
import { PERMISSIONS } from '@tsh/documentation/workflow-interface'
import type { Log } from '@tsh/sandbox/machine/progress'
import { mustExec } from '@tsh/sandbox/sandbox/server'
import { siteService } from '@tsh/sandbox/seed/compose-model'
import { createExternalResources } from '@tsh/sandbox/seed/external-resources'
import { brokenFlag } from '@tsh/sandbox/seed/nginx-site'
import { SURROUNDINGS } from '@tsh/sandbox/seed/plan'
import { appEnvOf } from '@tsh/sandbox/seed/secret-values'
import { stopNginx } from '@tsh/sandbox/seed/seed'
import { type RunResult, runWorkflow } from '@tsh/workflow-runner'
import { stringify } from 'yaml'
import { runEnvironment } from './pipeline.ts'
import type { RehearsalRun } from './rehearse.ts'

type SetupRun = Omit<RehearsalRun, 'preparation'>

const CALLER = '.github/workflows/rehearsal-setup.yml'

/**
 * Takes an empty server to its first deployment as a team does: with `setup.yml`, and what it leaves for an administrator.
 * @throws UserError when that is not enough, or a second setup would change something
 */
export async function setUpServer(run: SetupRun, log: Log): Promise<void> {
  log('Setting up the empty server with setup.yml …')
  if (run.plan.hasSurroundings) log(`Starting the services of ${SURROUNDINGS} …`)
  await prepareSurroundings(run)
  await createExternalResources(run.sandbox, run.plan.model, log)
  const server = siteService(run.plan.model)
  if (server !== undefined) {
    log(`${server} of the compose file serves the site, so nginx is stopped on the server`)
    await stopNginx(run.sandbox)
  }
  let result = await runSetup(run, true)
  if (result.conclusion !== 'success') {
    await actAsAdministrator(run, result, log)
    result = await runSetup(run, true)
  }
  if (result.conclusion !== 'success')
    throw new UserError(`setup failed: ${result.failures.map(({ message }) => message).join('; ')}`)
  const again = await runSetup(run, false)
  if (!summaryOf(again).includes('nothing to change'))
    throw new UserError(`a second setup would change something: ${summaryOf(again)}`)
  if (server === undefined) await prepareFailures(run)
}

/** Adds what `--fail smoke-tests` and `--fail edge` need to the site that setup has installed. */
async function prepareFailures({ sandbox, consumer }: SetupRun): Promise<void> {
  const site = `/etc/nginx/sites-available/${basename(consumer.slotDirectory)}.conf`
  const text = await mustExec(sandbox.server.exec, `cat ${site}`)
  const [pass = ''] = /proxy_pass [^;]*;/.exec(text) ?? []
  const flag = `  location = /openapi.json { if (-f ${brokenFlag('$slot')}) { return 500; } ${pass} }\n`
  const changed = text.replace('  location / {', `${flag}  location / {`)
  await mustExec(sandbox.server.exec, `cat > ${site} && nginx -t -q && nginx -s reload`, changed)
}

/** What is on a server or next to it without being part of the repository. */
async function prepareSurroundings({ sandbox, consumer, plan }: SetupRun): Promise<void> {
  const { exec } = sandbox.server
  const { deployPath, name, user, envFile } = consumer
  // In place of a deploy key.
  const { hostname } = new URL(sandbox.github.url)
  await mustExec(exec, `git config --system url./srv/git/.insteadOf git@${hostname}:tsh/`)
  for (const [file, text] of Object.entries(plan.otherFiles)) {
    const script = `cd /; umask 022; install -d -o ${user} ${deployPath}; cd ${deployPath}; mkdir -p "$(dirname ${file})"; umask 077; cat > ${file}; chown -R ${user}: ${deployPath}`
    await mustExec(exec, script, text)
  }
  if (!plan.hasSurroundings) return
  const folder = '/srv/surroundings'
  await mustExec(
    exec,
    `git clone -q /srv/git/${name}.git ${folder} && umask 077 && cat > ${folder}/${envFile}`,
    plan.envText,
  )
  const files = `--project-name surroundings --env-file ${envFile} --file ${SURROUNDINGS}`
  await mustExec(exec, `cd ${folder} && docker compose ${files} up --detach --wait --quiet-pull`)
}

/** Runs the commands for root, and writes the env file if its values are not in a secret. */
async function actAsAdministrator(
  { sandbox, consumer, plan }: SetupRun,
  result: RunResult,
  log: Log,
): Promise<void> {
  const { exec } = sandbox.server
  const [, script] = /#### Commands for root\s+````sh\n([\s\S]*?)\n````/.exec(summaryOf(result)) ?? []
  log(script ? 'Running the commands that setup left for root …' : 'Doing what setup left for a person …')
  if (script) await mustExec(exec, `sh -eu <<'COMMANDS'\n${script}\nCOMMANDS`)
  const { deployPath, envFile, user } = consumer
  const write = `cd ${deployPath} && [ -e ${envFile} ] || { umask 077; cat > ${envFile}; chown ${user}: ${envFile}; }`
  await mustExec(exec, write, plan.envText)
}

const summaryOf = ({ summaries }: RunResult): string => summaries.map(({ markdown }) => markdown).join('\n')

async function runSetup(
  { sandbox, consumer, repository, plan, actions }: SetupRun,
  apply: boolean,
): Promise<RunResult> {
  const file = join(repository.directory, CALLER)
  writeFileSync(file, caller(consumer.environmentName, consumer.settingsFile, apply))
  try {
    return await runWorkflow({
      ...{ file, repository: repository.directory, workspace: sandbox.folder },
      secrets: {
        SSH_KEY: sandbox.server.privateKey,
        APP_ENV: appEnvOf(plan.envText, consumer.envSecrets),
      },
      event: {
        ...{ name: 'workflow_dispatch', ref: `refs/heads/${repository.branch}`, sha: repository.new },
        ...{ actor: 'rehearsal', repository: `tsh/${consumer.name}`, defaultBranch: repository.branch },
      },
      repositories: { 'tsh/actions': actions },
      env: runEnvironment(sandbox, consumer),
      on: () => {},
    })
  } finally {
    rmSync(file)
  }
}

const caller = (environment: string, settings: string, apply: boolean): string =>
  stringify({
    name: 'Setup',
    on: { workflow_dispatch: {} },
    permissions: {},
    jobs: {
      setup: {
        permissions: PERMISSIONS,
        uses: 'tsh/actions/.github/workflows/setup.yml@v1',
        with: { environment, settings, apply },
        secrets: { SSH_KEY: '${{ secrets.SSH_KEY }}', APP_ENV: '${{ secrets.APP_ENV }}' },
      },
    },
  })
