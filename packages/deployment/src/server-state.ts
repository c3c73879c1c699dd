import { keepReadable, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute, hasSlots, type Project, type SlotApplication } from './application.ts'
import { readComposeModel } from './compose/compose.ts'
import { slotPorts } from './compose/compose-model.ts'
import { namesOf, namesOfRelease } from './compose/public-names.ts'
import { envValue, missingEnvFile } from './env/env-file.ts'
import { maskEnvFile } from './env/mask-env-file.ts'
import { readFile } from './files.ts'
import { type Release, releasesOf } from './journal/journal.ts'
import { readJournal } from './journal/journal-file.ts'
import { findProxy } from './traffic/proxy/find-proxy.ts'
import type { SiteProxy } from './traffic/proxy/site-proxy.ts'
import type { Slot } from './traffic/slot.ts'

/** The state of the server before anything is changed. */
export interface ServerState {
  /** The content of the env file. */
  env: string
  /** The proxy that moves the traffic; missing without slots. */
  proxy: SiteProxy | undefined
  /** The slot with the traffic; missing without slots. */
  active: Slot | undefined
  /** Version of the live release according to the env file. */
  version: string | undefined
  /** Commit of the checkout. */
  sha: string
  releases: Release[]
}

/** The same for an application with slots. */
export interface SlotServerState extends ServerState {
  proxy: SiteProxy
  active: Slot
}

/**
 * Reads the live state.
 * @throws UserError when the files that record it are missing or contradict each other
 */
export function readServerState(remote: Remote, application: SlotApplication): Promise<SlotServerState>
export function readServerState(remote: Remote, application: Application): Promise<ServerState>
export async function readServerState(remote: Remote, application: Application): Promise<ServerState> {
  const { interrupted, ...recorded } = await readRecordedState(remote, application)
  if (!hasSlots(application)) return { ...recorded, proxy: undefined, active: undefined }
  const { env, version } = recorded
  const proxy = await proxyOf(remote, application, version)
  return { ...recorded, proxy, active: await readActiveSlot(application, proxy, env, interrupted) }
}

/** What the files of the project record, and whether they are of a switch that was interrupted. */
async function readRecordedState(
  remote: Remote,
  application: Application,
): Promise<Omit<ServerState, 'proxy' | 'active'> & { interrupted: boolean }> {
  const env = await readEnvFile(remote, application)
  const events = await readJournal(remote, application)
  const releases = releasesOf(events)
  const version = envValue(env, 'VERSION') || undefined
  keepReadable([version ?? '', ...namesOf(application), ...releases.flatMap(namesOfRelease)])
  maskEnvFile(env, application.envFile)
  const head = await remote.run(['git', '-C', application.path, 'rev-parse', 'HEAD'])
  const interrupted = events.at(-1)?.state === 'switching'
  return { env, version, sha: head.stdout.trim(), releases, interrupted }
}

async function readEnvFile(remote: Remote, project: Project): Promise<string> {
  const path = absolute(project, project.envFile)
  const env = await readFile(remote, path)
  if (env === undefined) throw new UserError(missingEnvFile(path, remote.name))
  return env
}

async function readActiveSlot(
  project: Project,
  proxy: SiteProxy,
  env: string,
  interrupted: boolean,
): Promise<Slot> {
  const active = await proxy.current()
  const recorded = envValue(env, 'ACTIVE_DEPLOYMENT_SLOT')
  // An interrupted switch has moved the proxy but not yet updated the env file; the last journal line records this.
  if (recorded && recorded !== active && !interrupted) {
    throw new UserError(
      `cannot determine the live slot (${project.envFile}: ${recorded}, proxy: ${active}). Check the site, then correct ACTIVE_DEPLOYMENT_SLOT`,
    )
  }
  return active
}

function proxyOf(
  remote: Remote,
  application: SlotApplication,
  version: string | undefined,
): Promise<SiteProxy> {
  const { placement } = application
  return findProxy(remote, placement, async () =>
    slotPorts(await readComposeModel(remote, application, version ?? 'none'), placement),
  )
}
