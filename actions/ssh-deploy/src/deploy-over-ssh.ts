import { stayConnected } from '@tsh/remote'
import { shell } from '@tsh/shell'
import { withCommit } from './commit.ts'
import { type Deployed, deploy } from './deploy.ts'
import type { DeployInputs } from './inputs.ts'
import { orUnknown } from './recovery/unknown.ts'

/** Connects to the server, brings the commit there if it needs that, and deploys. @returns the outputs */
export async function deployOverSsh(inputs: DeployInputs, cancelled: AbortSignal): Promise<Deployed> {
  const server = await stayConnected(inputs.target)
  try {
    const work = withCommit(inputs, { shell, server }, place => deploy(inputs, place, cancelled))
    return await orUnknown(inputs.application, work)
  } finally {
    server.close()
  }
}
