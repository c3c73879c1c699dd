import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import type { ComposeModel } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import {
  type DatabaseContents,
  type DatabasePlace,
  databasePlaces,
  findDatabases,
  readContents,
} from '@tsh/schema'
import type { DeployInputs } from '../inputs.ts'
import type { ReleasePlan } from '../release-plan.ts'

/** Whether this deployment migrates without a backup because nothing has been live before. */
export const isFirstWithoutBackup = (
  { migrateCommand, backup }: Pick<DeployInputs, 'migrateCommand' | 'backup'>,
  { facts: { previous } }: Pick<ReleasePlan, 'facts'>,
): boolean =>
  previous === undefined && migrateCommand !== '' && backup.manifest === '' && backup.skipReason === ''

/**
 * Whether a backup has to be made before this deployment. Before the first release there may be nothing to back up: no
 * container of a database yet, or one without data. {@link requireNoData} verifies it before the migrations.
 * @param existing services that have a container
 */
export async function needsBackup(
  { version }: Pick<DeployInputs, 'version'>,
  remote: Remote,
  { plan, model, existing }: { plan: ReleasePlan; model: ComposeModel; existing: readonly string[] },
): Promise<boolean> {
  if (plan.facts.previous !== undefined) return true
  const places = databasePlaces(model.services, version)
  if (places.kind === 'elsewhere') return true
  const started = places.databases.filter(({ service }) => existing.includes(service))
  const reading = await contentsOf(remote, model.name, started)
  return 'problem' in reading || reading.contents.some(({ objects }) => objects > 0)
}

/**
 * Verifies that migrations without a backup cannot change any data: the databases are empty, or this deployment has
 * created them, so that they only contain what the image and its scripts have put there.
 * @param since when the deployment started, in seconds since 1970 of the server's clock
 * @param timeout in seconds, for a database that was just started and has no health check
 * @throws UserError when a database contains data, or cannot be read
 */
export async function requireNoData(
  remote: Remote,
  {
    model,
    version,
    since,
    timeout,
  }: { model: ComposeModel; version: string; since: number; timeout: number },
): Promise<void> {
  const places = databasePlaces(model.services, version)
  const reading =
    places.kind === 'elsewhere'
      ? { problem: places.why }
      : await untilReadable(timeout, () => contentsOf(remote, model.name, places.databases))
  if ('problem' in reading) throw withoutBackup(`its database cannot be checked: ${reading.problem}`)
  const used = reading.contents.find(one => one.objects > 0 && !isCreatedSince(since, one))
  if (used)
    throw withoutBackup(
      `its database already contains ${used.objects} tables, views, sequences and large objects, created before this deployment`,
    )
}

/** Times have a resolution of one second. */
const isCreatedSince = (since: number, { createdAt }: DatabaseContents): boolean => createdAt >= since

type Reading = { contents: DatabaseContents[] } | { problem: string }

async function untilReadable(timeout: number, read: () => Promise<Reading>): Promise<Reading> {
  const deadline = performance.now() + timeout * 1000
  for (;;) {
    const reading = await read()
    if ('contents' in reading || performance.now() > deadline) return reading
    await sleep(1000)
  }
}

async function contentsOf(
  remote: Remote,
  project: string,
  places: readonly DatabasePlace[],
): Promise<Reading> {
  const found = await findDatabases(remote, project, places)
  return 'problem' in found ? found : readContents(remote, found.databases)
}

const withoutBackup = (why: string): UserError =>
  new UserError(
    `nothing has been live on this server, but ${why}. Migrations need a backup then: deploy again, so that one is made first, or set "skip-backup-reason"`,
  )
