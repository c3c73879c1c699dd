import { maskSecret, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from './application.ts'
import { envValue, secretValues } from './env-file.ts'
import { readFile } from './files.ts'
import { type Release, releasesOf } from './journal.ts'
import { readJournal } from './journal-file.ts'
import { activeSlot, hasSlots, type Slot } from './slot.ts'

/** What a server says about itself before anything is changed. */
export interface ServerState {
  /** The env file, whole. */
  env: string
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
  if (env === undefined) {
    throw new UserError(
      `${envPath} does not exist on ${remote.name}. Check "deploy-path" and "env-file", or create it from its example`,
    )
  }
  for (const secret of secretValues(env)) maskSecret(secret)
  const head = await remote.run(['git', '-C', application.path, 'rev-parse', 'HEAD'])
  const releases = releasesOf(await readJournal(remote, application))
  return {
    env,
    active: hasSlots(application.appService)
      ? await readActiveSlot(remote, application, env, releases)
      : undefined,
    version: envValue(env, 'VERSION') || undefined,
    sha: head.stdout.trim(),
    releases,
  }
}

async function readActiveSlot(
  remote: Remote,
  application: Application,
  env: string,
  releases: readonly Release[],
): Promise<Slot> {
  const { slotDirectory } = application
  const { stdout, code } = await remote.run(['ls', '-1', slotDirectory], { allowFailure: true })
  const files = stdout.split('\n').filter(name => name !== '')
  const active = activeSlot(files)
  if (code !== 0 || active === undefined) {
    const seen = code === 0 ? `it holds ${files.join(', ') || 'nothing'}` : 'it does not exist'
    throw new UserError(
      `cannot tell the live slot: ${slotDirectory} must hold exactly one file, "blue" or "green", but ${seen}. Set the proxy up as the README of blue-green-switch says`,
    )
  }
  const said = envValue(env, 'ACTIVE_DEPLOYMENT_SLOT')
  // A switch that lost its runner moved the proxy and not yet the env file; the journal knows.
  const explained = releases.at(-1)?.state === 'switching'
  if (said && said !== active && !explained) {
    throw new UserError(
      `cannot tell the live slot (${application.envFile} says ${said}, the proxy says ${active}). Correct ACTIVE_DEPLOYMENT_SLOT after looking at the site`,
    )
  }
  return active
}
