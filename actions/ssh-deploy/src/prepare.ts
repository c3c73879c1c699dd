import { log } from '@tsh/action'
import {
  appendEvent,
  type ComposeModel,
  hasSlots,
  type InPlaceApplication,
  type Release,
  readComposeModel,
  readServiceHealth,
  recordLive,
  replaceInPlace,
  requireImages,
  runOneShots,
  serviceUrl,
  startMissing,
  updateServices,
  waitForService,
  writeOverride,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { QueryResults } from '@tsh/server-query'
import { checkOut } from './checkout.ts'
import { startingOrder } from './containers/starting-order.ts'
import { type NotUpdated, thirdPartyServices } from './containers/third-party-services.ts'
import { updateEnvFile } from './env-file/env-update.ts'
import { transferImages } from './images/transfer-images.ts'
import type { DeployInputs } from './inputs.ts'
import { isFirstWithoutBackup, requireNoData } from './migrations/backup-need.ts'
import { migrate } from './migrations/migrate.ts'
import { openSchemaReader, type SchemaFacts, schemaFacts } from './migrations/schema-reader.ts'
import { modelBefore } from './preflight/compose.ts'
import {
  reportOutlook,
  requireKnownRevision,
  requireMarkedMigrations,
  requireReadableRevision,
} from './recovery/reversible.ts'
import { type ReleasePlan, type ReleaseServices, servicesOf } from './release-plan.ts'

/** How far a release got, for reverting and reporting it. */
export interface Progress {
  step: string
  /** Services that are being started. */
  starting: readonly string[]
  slotStarted: boolean
  /** One-shot services that may still be running. */
  oneShots: readonly string[]
  /** What is known of the schema. */
  schema: SchemaFacts
}

interface Server {
  /** Aborts its commands when the run is cancelled. */
  remote: Remote
  /** Completes its commands regardless, for changes that affect users. */
  server: Remote
  /** The results of preflight. */
  results: QueryResults
  /** The previous releases, oldest first. */
  releases: readonly Release[]
}

export interface Prepared {
  /** The address of the release on the server's loopback. */
  url: string
  /** Services that it leaves unchanged. */
  notUpdated: NotUpdated[]
  /** Whether it can be rolled back automatically. */
  rollback: string
}

export async function prepare(
  inputs: DeployInputs,
  { remote, server, results, releases }: Server,
  plan: ReleasePlan,
  progress: Progress,
): Promise<Prepared> {
  const { application, version, sha, healthTimeout: timeout } = inputs
  await updateEnvFile(inputs, remote)
  progress.step = 'check out'
  await checkOut(remote, application.path, sha)
  await requireMarkedMigrations(inputs, remote, plan)
  progress.step = 'upload'
  const transferred = await transferImages(remote, inputs, plan.facts.images)
  progress.step = 'configure'
  const model = await readComposeModel(remote, application, version)
  const services = servicesOf(application, plan, model)
  const { answering, others, oneShots } = services
  const own = [...new Set([...answering, ...others, ...oneShots])]
  await requireImages(remote, model, own)
  await writeOverride(remote, application, { services: own, version, slot: plan.slot, model })
  const { missing, notUpdated } = thirdPartyServices(results, application, {
    model,
    before: modelBefore(results),
  })
  warnAbout(notUpdated)
  progress.step = 'start missing services'
  const { before, after } = startingOrder(model, missing, [...answering, ...others])
  progress.starting = before
  await startMissing(remote, application, { services: before, version, model, timeout })
  if (isFirstWithoutBackup(inputs, plan)) {
    progress.step = 'check that there is no data yet'
    await requireNoData(remote, { model, version, since: Number(results.clock?.text), timeout })
  }
  await migrateSchema(inputs, remote, { plan, model, services }, progress)
  progress.step = 'check whether it can be rolled back'
  const rollback = await reportOutlook(inputs, remote, { plan, releases, schema: progress.schema })
  progress.step = 'start'
  const replaced = hasSlots(application) ? others : [...answering, ...others]
  const facts = { services: replaced, ...transferred, rollback, ...progress.schema }
  const start = { release: plan.id, model, answering, after, facts }
  if (hasSlots(application)) await startInSlot(inputs, remote, start, progress)
  else await startInPlace({ ...inputs, application }, { remote, server }, start, progress)
  return { url: serviceUrl(model, answering[0] ?? ''), notUpdated, rollback }
}

function warnAbout(notUpdated: readonly NotUpdated[]): void {
  for (const { service, reason } of notUpdated)
    log.warning(
      `${service} was not updated, although ${reason}. Apply the change on the server with "docker compose up -d ${service}"`,
      'ssh-deploy',
    )
}

/** Runs the migrations and the one-shot services, which may migrate as well, and reads the schema before and after. */
async function migrateSchema(
  inputs: DeployInputs,
  remote: Remote,
  {
    plan,
    model,
    services: { answering, oneShots },
  }: { plan: ReleasePlan; model: ComposeModel; services: ReleaseServices },
  progress: Progress,
): Promise<void> {
  const [service = ''] = answering
  const { application, version, migrateCommand: command } = inputs
  progress.step = 'migrate'
  progress.starting = []
  const migrates = command !== '' || oneShots.length > 0
  const schema = migrates ? await openSchemaReader(inputs, remote, { model, service }) : undefined
  const before = await schema?.read()
  if (schema && before) {
    requireKnownRevision(inputs, plan, before)
    progress.schema = schemaFacts(schema, before)
  }
  if (command !== '') await migrate(remote, application, { command, service, version, model })
  progress.step = 'run one-shot services'
  progress.starting = oneShots
  progress.oneShots = oneShots
  await runOneShots(remote, application, { services: oneShots, version })
  if (schema && before) {
    const after = await schema.read()
    progress.schema = schemaFacts(schema, before, after)
    requireReadableRevision(inputs, plan, { before, after })
  }
  // One-shot services are assumed not to migrate unless the database shows that they do.
  if (command === '' && progress.schema.revisionAfter === undefined) progress.schema = {}
}

/** What is about to be started. */
interface Start {
  /** The ID of the release. */
  release: string
  model: ComposeModel
  answering: readonly string[]
  /** Missing third-party services that start next to it. */
  after: readonly string[]
  facts: { services: readonly string[] }
}

/** Starts the release in the idle slot. */
async function startInSlot(
  { application, version, healthTimeout: timeout, forceRecreate: recreate }: DeployInputs,
  remote: Remote,
  { release, model, answering, after, facts }: Start,
  progress: Progress,
): Promise<void> {
  progress.starting = answering
  progress.slotStarted = true
  await updateServices(remote, application, { services: answering, version, model, timeout, recreate })
  for (const service of answering) await waitForService(remote, application, { service, model, timeout })
  progress.starting = [...answering, ...after]
  await startMissing(remote, application, { services: after, version, model, timeout })
  await appendEvent(remote, application, { release, state: 'prepared', facts })
}

/** Starts the release in place of what is live. */
async function startInPlace(
  inputs: DeployInputs & { application: InPlaceApplication },
  { remote, server }: Pick<Server, 'remote' | 'server'>,
  { release, model, after, facts }: Start,
  progress: Progress,
): Promise<void> {
  const { application, version, healthTimeout: timeout, handoverPort, forceRecreate: recreate } = inputs
  const { services } = facts
  progress.starting = services
  await appendEvent(remote, application, { release, state: 'switching', facts })
  const update = { services, version, model, timeout, recreate }
  await replaceInPlace(server, application, { ...update, handoverPort })
  progress.starting = [...services, ...after]
  await startMissing(server, application, { services: after, version, model, timeout })
  await recordLive(server, application, { version })
  const health = await readServiceHealth(server, application, services)
  await appendEvent(server, application, { release, state: 'switched', facts: { health } })
}
