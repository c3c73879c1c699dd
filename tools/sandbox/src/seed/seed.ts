import { globSync } from 'node:fs'
import { siteService } from '@tsh/deployment'
import type { Consumer } from '../consumer/consumer.ts'
import { type Log, silent } from '../machine/progress.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { mustExec } from '../sandbox/server.ts'
import { fileOptions, hostPort, persistentServices } from './compose-model.ts'
import { createExternalResources } from './external-resources.ts'
import { transferImages } from './images.ts'
import { type Site, siteConfiguration } from './nginx-site.ts'
import { type SeedPlan, SURROUNDINGS } from './plan.ts'
import { saveTemplate } from './template.ts'

/**
 * Sets up the sandbox's server with the running version: repository at the old commit, env file, databases migrated, the
 * old version healthy in the first slot (or in place), nginx in front. On a server started from a template only the
 * services have to become healthy again.
 */
export async function seedServer(
  sandbox: Sandbox,
  consumer: Consumer,
  plan: SeedPlan,
  log: Log = silent,
): Promise<void> {
  const { exec } = sandbox.server
  sandbox.secrets.push(...plan.secrets)
  const prepared = (await exec(`test -e /storage/runs/${sandbox.id}/seeded`)).code === 0
  if (prepared) {
    log('Using the prepared server of an earlier rehearsal; waiting for its services …')
    await prepareProxy(sandbox, consumer, plan)
    await startServices(sandbox, consumer)
    return
  }
  log('Building the old version and transferring it to the server …')
  await Promise.all([prepareFolder(sandbox, consumer, plan, log), transferImages(sandbox, plan)])
  log('Starting the old version: databases, migrations, services …')
  await migrate(sandbox, consumer, plan)
  await prepareProxy(sandbox, consumer, plan)
  await startServices(sandbox, consumer)
  await saveTemplate(sandbox, consumer, log)
  await startServices(sandbox, consumer)
}

/** Clones the repository at the old commit on the server, writes the env file, and starts the databases. */
async function prepareFolder(sandbox: Sandbox, consumer: Consumer, plan: SeedPlan, log: Log): Promise<void> {
  const { exec } = sandbox.server
  const { deployPath, name, envFile, user } = consumer
  const script = [
    `set -e; umask 022; mkdir -p "$(dirname ${deployPath})"`,
    `git clone --quiet /srv/git/${name}.git ${deployPath}`,
    `cd ${deployPath}; git checkout --quiet -B "$(git symbolic-ref --short HEAD)" ${plan.commit}; umask 077; cat > ${envFile}`,
    `chown -R ${user}: ${deployPath}`,
  ].join('\n')
  await mustExec(exec, script, plan.envText)
  for (const [file, text] of Object.entries(plan.otherFiles))
    await mustExec(exec, `umask 077; cd ${deployPath}; cat > ${file}; chown ${user}: ${file}`, text)
  if (plan.hasSurroundings) {
    const files = `--env-file ${envFile} --file ${SURROUNDINGS}`
    await mustExec(exec, `cd ${deployPath} && docker compose ${files} up --detach --wait --quiet-pull`)
  }
  await createExternalResources(sandbox, plan.model, log)
  const databases = persistentServices(plan.model)
  if (databases.length)
    await mustExec(exec, `${compose(consumer)} up --detach --wait --quiet-pull ${databases.join(' ')}`)
}

/** The compose command in the deploy folder. */
const compose = (consumer: Consumer): string =>
  `cd ${consumer.deployPath} && docker compose --env-file ${consumer.envFile} ${fileOptions(consumer.composeFiles).join(' ')}`

const firstService = ({ appService, slotNames: [first = ''] }: Consumer): string =>
  appService.replace('{slot}', first)

async function migrate(sandbox: Sandbox, consumer: Consumer, plan: SeedPlan): Promise<void> {
  const command = migrationOf(consumer, plan)
  if (command === undefined) return
  const script = `'${command.replaceAll("'", "'\\''")}'`
  await mustExec(
    sandbox.server.exec,
    `${compose(consumer)} run --rm --no-deps -T --entrypoint sh ${firstService(consumer)} -euc ${script}`,
  )
}

/** The command of the settings, whose default is alembic, also for a repository without it. */
export function migrationOf(
  { migrate }: Pick<Consumer, 'migrate'>,
  { directory }: Pick<SeedPlan, 'directory'>,
): string | undefined {
  const isMissing =
    migrate.startsWith('alembic ') && globSync('**/alembic.ini', { cwd: directory }).length === 0
  return migrate === '' || isMissing ? undefined : migrate
}

async function startServices(sandbox: Sandbox, consumer: Consumer): Promise<void> {
  await mustExec(sandbox.server.exec, `${compose(consumer)} up --detach --wait --no-build --quiet-pull`)
}

/** Puts nginx in front of the application, unless a service of the compose file is. */
async function prepareProxy(sandbox: Sandbox, consumer: Consumer, plan: SeedPlan): Promise<void> {
  if (siteService(plan.model) === undefined) await installSite(sandbox, consumer, plan)
  else await stopNginx(sandbox)
}

/** Frees port 80 of the server. A proxy in a container is a process called nginx as well. */
export const stopNginx = async ({ server }: Pick<Sandbox, 'server'>): Promise<void> => {
  await mustExec(server.exec, 'nginx -s quit; while [ -e /run/nginx.pid ]; do sleep 0.1; done')
}

/** Configures nginx; the slot folder belongs to the deploy user, which switches by renaming a file in it. */
async function installSite(sandbox: Sandbox, consumer: Consumer, plan: SeedPlan): Promise<void> {
  const folder = consumer.slotDirectory
  const [slot] = consumer.slotNames
  const first = slot ? `touch ${folder}/${slot}; ` : ''
  const slots = `mkdir -p ${folder}; ${first}chown -R ${consumer.user}: ${folder}`
  const site = `/etc/nginx/sites-available/${consumer.name}.conf`
  const script = `set -e; ${slots}; cat > ${site}; ln -sf ${site} /etc/nginx/sites-enabled/; nginx -t; nginx -s reload`
  await mustExec(
    sandbox.server.exec,
    script,
    siteConfiguration({
      ...{ name: consumer.name, ports: portsOf(consumer, plan) },
      slotDirectory: consumer.slotDirectory,
    }),
  )
}

function portsOf(
  { slots, slotNames, appService, handoverPort }: Consumer,
  { model }: SeedPlan,
): Site['ports'] {
  const port = (slot: string) => hostPort(model, appService.replace('{slot}', slot))
  if (slots) return Object.fromEntries(slotNames.map(slot => [slot, port(slot)]))
  return { app: port(''), ...(handoverPort === undefined ? {} : { handover: handoverPort }) }
}
