import { workflowRun } from '@tsh/action'
import type { Shell } from '@tsh/shell'

/** The commit that is tested: that of the checkout, which differs from the commit of the run for an existing version. */
export async function testedCommit(shell: Shell): Promise<string> {
  const { code, stdout } = await shell.run('git', ['rev-parse', 'HEAD'], { allowFailure: true })
  return code === 0 ? stdout.trim() : workflowRun().sha
}
