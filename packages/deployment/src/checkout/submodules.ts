import { log, redactedEnd, UserError } from '@tsh/action'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { runJob } from '../jobs/job.ts'
import { CHECKOUT_FUNCTIONS } from './checkout-script.ts'

/** As long as the fetch of the commit itself. */
const MAX_UPDATE_SECONDS = 600

const NOT_THERE = 3

const UPDATE = `${CHECKOUT_FUNCTIONS}cd "$1"
missing=; [ -e "$2/.git" ] || missing=yes
update_submodule "$2" --init && exit 0
[ -z "$missing" ] || exit ${NOT_THERE}
exit 1`

/**
 * Brings submodules of the commit that is checked out to their commits. One that the server did not have and cannot get may
 * be for the build alone, so that is a warning.
 * @param submodules their folders
 * @throws UserError when one that the server has cannot follow
 */
export async function updateSubmodules(
  remote: Remote,
  path: string,
  submodules: readonly string[],
): Promise<void> {
  for (const submodule of submodules) {
    const printed: string[] = []
    const job = {
      name: `update submodule ${submodule}`,
      command: ['sh', '-uc', UPDATE, 'update the submodule', path, submodule],
      deadline: MAX_UPDATE_SECONDS,
      onLine: (line: string) => void printed.push(line),
    }
    await runJob(remote, { path }, job).catch((cause: unknown) => {
      if (!(cause instanceof RemoteCommandError) || cause.code === undefined) throw cause
      const reason = redactedEnd(printed.join(' ').trim(), 400) || `exit code ${cause.code}`
      if (cause.code !== NOT_THERE)
        throw new UserError(
          `cannot update submodule ${submodule} in ${path} on ${remote.name}: ${reason}. Give the server access to its remote, or exclude it there with "git config submodule.${submodule}.update none"`,
          { cause },
        )
      log.warning(
        `submodule ${submodule} is not in ${path} on ${remote.name}, and could not be fetched: ${reason}. Give the server access to its remote if a container needs it`,
      )
    })
  }
}
