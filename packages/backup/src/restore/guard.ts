import { once } from 'node:events'
import { log, UserError } from '@tsh/action'
import type { CommandStream } from '@tsh/remote'
import { errorOutput } from '../backup/proof.ts'

/**
 * A resource on the server that does not outlive this process and its connection: a script there creates it, waits for
 * the end of its stdin, and removes it. So it is also removed when the runner is killed.
 */
export interface Guarded {
  /** The value reported by the script. */
  value: string
  /** Removes the resource and verifies it. Idempotent. */
  remove(): Promise<void>
}

/**
 * @param stream a script that prints `ready`, a blank and a value once the resource exists
 * @param what for messages
 * @throws UserError when the script exits instead
 */
export async function guard(stream: CommandStream, what: string): Promise<Guarded> {
  let output = ''
  stream.output.on('data', (part: Buffer) => {
    output += part.toString('utf8')
  })
  const ended = stream.finished.then(() => true)
  const ready = (): string | undefined => /^ready (.*)\n/m.exec(output)?.[1]
  while (ready() === undefined) {
    const over = await Promise.race([ended, once(stream.output, 'data').then(() => false)])
    if (over && ready() === undefined)
      throw new UserError(
        `cannot create ${what}: ${errorOutput((await stream.finished).stderr) || 'the connection was lost'}`,
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
  if (code !== undefined)
    throw new UserError(`cannot remove ${what}: ${errorOutput(stderr) || `exit ${code}`}`)
  log.warning(`The connection was lost; the server itself removes ${what}`, 'pg-backup')
}
