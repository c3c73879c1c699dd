import { escapeMarkdown, log, UserError, workflowRun, writeSummary } from '@tsh/action'
import type { Version } from '@tsh/deployment'
import { githubRepository, trackLiveVersion } from '@tsh/github'
import type { RollbackInputs } from './inputs.ts'

/**
 * Lists the restored version on GitHub as the active deployment of the environment, which would otherwise be the version that was
 * rolled back. A failure is a warning: the rollback itself has succeeded.
 */
export async function trackRollback(
  { version, sha }: Pick<Version, 'version' | 'sha'>,
  { environment, publicUrl, githubToken }: Pick<RollbackInputs, 'environment' | 'publicUrl' | 'githubToken'>,
): Promise<void> {
  // The commit of a version that was live before the first deployment may be unknown.
  if (environment === '' || githubToken === '' || sha === '') return
  const live = { environment, version, sha, url: publicUrl, run: workflowRun().url }
  try {
    const { id } = await trackLiveVersion(githubRepository(githubToken), live)
    log.info(`GitHub lists ${version} as live in ${environment} (deployment ${id})`)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    log.warning(`GitHub does not list ${version} as live: ${error.message}`, 'rollback')
    await writeSummary(
      `GitHub does not list the restored version as live: ${escapeMarkdown(error.message)}.\n`,
    )
  }
}
