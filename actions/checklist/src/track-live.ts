import { UserError } from '@tsh/action'
import { githubRepository, trackLiveVersion } from '@tsh/github'
import type { Recorded, Tracked } from './facts.ts'
import type { ChecklistInputs } from './inputs.ts'

/**
 * Makes GitHub list what the journal has as the live version. GitHub itself lists the commit of the run, which is another one
 * after a rollback, or when an existing version was deployed.
 * @param runUrl URL of the run
 */
export async function trackLive(
  { live }: Pick<Recorded, 'live'>,
  {
    application,
    environment,
    githubToken,
  }: Pick<ChecklistInputs, 'application' | 'environment' | 'githubToken'>,
  runUrl: string,
): Promise<Tracked> {
  if (live === undefined) return {}
  if (githubToken === '') return { problem: 'input "github-token" is empty' }
  const { version, sha } = live
  try {
    const { id } = await trackLiveVersion(githubRepository(githubToken), {
      ...{ environment, version, sha, run: runUrl },
      url: application.publicUrl,
    })
    return { deployment: id }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { problem: error.message }
  }
}
