import type { Connection } from '../commands/remote.ts'
import { logIn, Unreachable } from './log-in.ts'
import { checkKey } from './private-key.ts'
import { sshRemote } from './ssh-remote.ts'
import type { Target } from './target.ts'

export { Unreachable }

/** Seconds from the login until a first command has run. */
const ANSWER_TIMEOUT = 30

/**
 * Connects to a server whose host key is pinned, through another one where the target says so. Only the connecting is
 * tried again; a command never runs twice.
 *
 * @throws UserError naming what stopped it: key, address, host key, login, or a server that runs no commands
 */
export async function connect(target: Target): Promise<Connection> {
  await checkKey(target)
  const jump = target.jump && (await logIn({ ...target, ...target.jump }))
  try {
    const client = await logIn(target, jump)
    client.once('close', () => jump?.end())
    const connection = sshRemote(client, `${target.user}@${target.host}`, () => logIn(target, jump))
    await firstCommand(connection).catch(cause => {
      connection.close()
      throw cause
    })
    return connection
  } catch (cause) {
    jump?.end()
    throw cause
  }
}

/** A server may log somebody in and then hang, and answer every keep-alive all the same. */
async function firstCommand(connection: Connection): Promise<void> {
  try {
    await connection.run(['true'], { silence: ANSWER_TIMEOUT })
  } catch (cause) {
    if (!connection.lost) throw cause
    throw new Unreachable(`no command runs after the login: ${(cause as Error).message}`, { cause })
  }
}
