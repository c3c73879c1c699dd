import { setOutputs, UserError } from '@tsh/action'
import { absolute, type Project } from '@tsh/deployment'
import { ConnectionLost } from '@tsh/remote'
import { outputs } from '../definition.ts'

/**
 * Reports that the state is unknown when the connection to the server was lost, and sets the output `state`
 * accordingly.
 */
export async function orUnknown<T>(project: Project, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error
    setOutputs(outputs, { state: 'unknown' })
    throw new UserError(
      `connection lost during "${error.during}"; state unknown. Check with "docker ps" and "tail ${absolute(project, '.deploy/releases.jsonl')}" on the server; a rollback is safe, and the next deployment recovers the interrupted release`,
      { cause: error },
    )
  }
}
