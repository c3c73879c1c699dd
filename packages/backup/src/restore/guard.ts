import { once } from 'node:events'
import { log, UserError } from '@tsh/action'
import type { CommandStream } from '@tsh/remote'
import { words } from '../backup/proof.ts'

/**
 * Something on the server that exists no longer than this process and its connection: a script there has made it, waits
 * for the end of its standard input, and takes it away. So it also goes when the runner is killed.
 */
export interface Guarded {
  /** What the script said of it. */
  value: string
  /** Takes it away, and is sure of it. Any number of calls is one. */
  remove(): Promise<void>
}

/**
 * @param stream a script that prints `ready`, a blank and a value once the thing is there
 * @param what for messages
 * @throws UserError when the script ends instead
 */
export async function guard(stream: CommandStream, what: string): Promise<Guarded> {
  let said = ''
  stream.output.on('data', (part: Buffer) => {
    said += part.toString('utf8')
  })
  const ended = stream.finished.then(() => true)
  const ready = (): string | undefined => /^ready (.*)\n/m.exec(said)?.[1]
  while (ready() === undefined) {
    const over = await Promise.race([ended, once(stream.output, 'data').then(() => false)])
    if (over && ready() === undefined)
      throw new UserError(
        `cannot create ${what}: ${words((await stream.finished).stderr) || 'the connection was lost'}`,
      )
  }
  let removal: Promise<void> | undefined
  return {
    value: ready() as string,
    remove: () => {
      removal ??= remove(stream, what)
      return removal
    },
  }
}

async function remove(stream: CommandStream, what: string): Promise<void> {
  stream.end()
  const { code, stderr } = await stream.finished
  if (code === 0) return
  if (code !== undefined) throw new UserError(`cannot remove ${what}: ${words(stderr) || `exit ${code}`}`)
  log.warning(`The connection was lost; the server itself removes ${what}.`, 'pg-backup')
}
