import { keepReadable, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from './application.ts'
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
import { hasSlots, type Slot } from './traffic/slot.ts'

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

/**
 * Reads the live state.
 * @throws UserError when the files that record it are missing or contradict each other
 */
export async function readServerState(remote: Remote, application: Application): Promise<ServerState> {
  const envPath = absolute(application, application.envFile)
  const env = await readFile(remote, envPath)
  if (env === undefined) throw new UserError(missingEnvFile(envPath, remote.name))
  const events = await readJournal(remote, application)
  const releases = releasesOf(events)
  const version = envValue(env, 'VERSION') || undefined
  keepReadable([version ?? '', ...namesOf(application), ...releases.flatMap(namesOfRelease)])
  maskEnvFile(env, application.envFile)
  const head = await remote.run(['git', '-C', application.path, 'rev-parse', 'HEAD'])
  const proxy = hasSlots(application.appService) ? await proxyOf(remote, application, version) : undefined
  return {
    env,
    proxy,
    active: proxy && (await readActiveSlot(application, proxy, env, events.at(-1)?.state === 'switching')),
    version,
    sha: head.stdout.trim(),
    releases,
  }
}

async function readActiveSlot(
  application: Application,
  proxy: SiteProxy,
  env: string,
  interrupted: boolean,
): Promise<Slot> {
  const active = await proxy.current()
  const recorded = envValue(env, 'ACTIVE_DEPLOYMENT_SLOT')
  // An interrupted switch has moved the proxy but not yet updated the env file; the last journal line records this.
  if (recorded && recorded !== active && !interrupted) {
    throw new UserError(
      `cannot determine the live slot (${application.envFile}: ${recorded}, proxy: ${active}). Check the site, then correct ACTIVE_DEPLOYMENT_SLOT`,
    )
  }
  return active
}

/** The proxy of an application with slots. */
function proxyOf(remote: Remote, application: Application, version: string | undefined): Promise<SiteProxy> {
  return findProxy(remote, application, async () =>
    slotPorts(await readComposeModel(remote, application, version ?? 'none'), application),
  )
}
