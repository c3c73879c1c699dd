import type { Connection } from '../commands/remote.ts'
import { logIn, Unreachable } from './log-in.ts'
import { checkKey } from './private-key.ts'
import { sshRemote } from './ssh-remote.ts'
import type { Target } from './target.ts'

export { Unreachable }

/** Seconds from the login to the completion of a first command. */
const FIRST_COMMAND_TIMEOUT_SECONDS = 30

/**
 * Connects to a server with a pinned host key, through a jump host if the target has one. Only connecting is retried; a
 * command is never run twice.
 *
 * @throws UserError with the reason: key, address, host key, login, or a server that does not run commands
 */
export async function connect(target: Target): Promise<Connection> {
  await checkKey(target)
  const jump = target.jump && (await logIn({ ...target, ...target.jump })).client
  try {
    const { client, hostKey } = await logIn(target, jump)
    client.once('close', () => jump?.end())
    const another = async () => (await logIn(target, jump)).client
    const connection = sshRemote(client, { name: `${target.user}@${target.host}`, hostKey }, another)
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

/** A server may accept a login and then hang, while still responding to keep-alives. */
async function firstCommand(connection: Connection): Promise<void> {
  try {
    await connection.run(['true'], { silence: FIRST_COMMAND_TIMEOUT_SECONDS })
  } catch (cause) {
    if (!connection.lost) throw cause
    throw new Unreachable(`cannot run a command after the login: ${(cause as Error).message}`, { cause })
  }
}
