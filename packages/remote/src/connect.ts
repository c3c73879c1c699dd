import { UserError } from '@tsh/action'
import { logIn } from './log-in.ts'
import { checkKey } from './private-key.ts'
import type { Connection } from './remote.ts'
import { sshRemote } from './ssh-remote.ts'
import type { Target } from './target.ts'

export { Unreachable } from './log-in.ts'

/** Milliseconds from the login until a first command has run. */
const ANSWER_TIMEOUT = 30_000

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
    const connection = sshRemote(client, `${target.user}@${target.host}`)
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

/** A server may log somebody in and then hang, or have no shell for the user, and answer every keep-alive all the same. */
async function firstCommand(connection: Connection): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const seconds = ANSWER_TIMEOUT / 1000
      reject(
        new UserError(
          `no output from ${connection.name} for ${seconds} s after the login; connection closed`,
        ),
      )
    }, ANSWER_TIMEOUT)
  })
  try {
    await Promise.race([connection.run(['true']), late])
  } finally {
    clearTimeout(timer)
  }
}
