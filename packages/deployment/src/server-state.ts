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

/** What a server says about itself before anything is changed. */
export interface ServerState {
  /** The env file, whole. */
  env: string
  /** What moves the traffic; missing where there are no slots. */
  proxy: SiteProxy | undefined
  /** The slot with the traffic; missing where there are no slots. */
  active: Slot | undefined
  /** Version of the live release as the env file has it. */
  version: string | undefined
  /** Commit of the checkout. */
  sha: string
  releases: Release[]
}

/**
 * Reads what is live.
 * @throws UserError when the files that would tell are missing or contradict each other
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
  cutOff: boolean,
): Promise<Slot> {
  const active = await proxy.current()
  const said = envValue(env, 'ACTIVE_DEPLOYMENT_SLOT')
  // A switch that lost its runner moved the proxy and not yet the env file; the journal's last line says so.
  if (said && said !== active && !cutOff) {
    throw new UserError(
      `cannot tell the live slot (${application.envFile} says ${said}, the proxy says ${active}). Correct ACTIVE_DEPLOYMENT_SLOT after looking at the site`,
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
