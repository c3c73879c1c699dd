import { stayConnected } from '@tsh/remote'
import { shell } from '@tsh/shell'
import { withCommit } from './commit.ts'
import { type Deployed, deploy } from './deploy.ts'
import { checkWithoutServer, dryRun } from './dry-run.ts'
import type { ReadInputs } from './inputs.ts'
import { orUnknown } from './recovery/unknown.ts'

/** Connects to the server and deploys, or reports what a deployment would do. @returns the outputs */
export async function perform(
  { inputs, noConnection }: ReadInputs,
  cancelled: AbortSignal,
): Promise<Deployed> {
  if (noConnection) return await checkWithoutServer(inputs, noConnection)
  if (inputs.dryRun) return await dryRun(inputs, shell)
  const server = await stayConnected(inputs.target)
  try {
    const work = withCommit(inputs, { shell, server }, place => deploy(inputs, place, cancelled))
    return await orUnknown(inputs.application, work)
  } finally {
    server.close()
  }
}
