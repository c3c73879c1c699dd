import { stayConnected } from '@tsh/remote'
import { shell } from '@tsh/shell'
import { withCommit } from './commit.ts'
import { type Deployed, deploy } from './deploy.ts'
import type { DeployInputs } from './inputs.ts'
import { orUnknown } from './recovery/unknown.ts'
import { planned } from './reports/planned.ts'

/** Connects to the server and deploys, or reports what a deployment would do. @returns the outputs */
export async function perform(inputs: DeployInputs, cancelled: AbortSignal): Promise<Deployed> {
  const server = await stayConnected(inputs.target)
  try {
    const work = withCommit(inputs, { shell, server }, place =>
      inputs.dryRun ? planned(inputs, place) : deploy(inputs, place, cancelled),
    )
    return await orUnknown(inputs.application, work)
  } finally {
    server.close()
  }
}
