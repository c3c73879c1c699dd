import { setOutputs, UserError } from '@tsh/action'
import { absolute, type Project } from '@tsh/deployment'
import { ConnectionLost } from '@tsh/remote'
import { outputs } from '../definition.ts'

/** Nobody knows how far a run came whose server went out of reach: it says so, and sets the output `state` to `unknown`. */
export async function orUnknown<T>(project: Project, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof ConnectionLost)) throw cause
    setOutputs(outputs, { state: 'unknown' })
    throw new UserError(
      `connection lost during "${cause.during}"; state unknown. Check with "docker ps" and "tail ${absolute(project, '.deploy/releases.jsonl')}" on the server; rollback is safe, and the next deployment ends what was left`,
      { cause },
    )
  }
}
