import { log, redactedEnd, UserError } from '@tsh/action'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { runJob } from '../jobs/job.ts'
import { CHECKOUT_FUNCTIONS } from './checkout-script.ts'

/** The same limit as for fetching the commit itself. */
const MAX_UPDATE_SECONDS = 600

const MISSING = 3

const UPDATE = `${CHECKOUT_FUNCTIONS}cd "$1"
missing=; [ -e "$2/.git" ] || missing=yes
update_submodule "$2" --init && exit 0
[ -z "$missing" ] || exit ${MISSING}
exit 1`

/**
 * Updates the submodules of the checked-out commit. A submodule that was never on the server and cannot be fetched may
 * be needed by the build only, so that is a warning.
 * @param submodules their paths
 * @throws UserError when an existing submodule cannot be updated
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
      if (cause.code !== MISSING)
        throw new UserError(
          `cannot update submodule ${submodule} in ${path} on ${remote.name}: ${reason}. Give the server access to its remote, or exclude it there with "git config submodule.${submodule}.update none"`,
          { cause },
        )
      log.warning(
        `submodule ${submodule} is missing in ${path} on ${remote.name} and could not be fetched: ${reason}. Give the server access to its remote if a container needs it`,
      )
    })
  }
}
