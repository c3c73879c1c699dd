import { log, UserError, workflowRun } from '@tsh/action'
import { type CommandStream, lineSplitter, type Remote } from '@tsh/remote'
import { type Application, absolute } from '../application.ts'
import { HOLD } from './lock-script.ts'

/** Heartbeats have three bytes, like the keyword that releases the lock. */
const HEARTBEAT_INTERVAL_MS = 10_000
const HEARTBEAT = '...'
const END = 'end'

/** Seconds to wait after a lost connection: the time the server may need to detect the loss. */
const LOSS_DETECTION_SECONDS = 60

interface Lease {
  /** Path of the application. */
  path: string
  folder: string
  id: string
  /** The holder, for messages. */
  text: string
}

/**
 * Runs work while holding the deployment lock of the application. After a lost connection it continues only if no one
 * else has held the lock in between.
 *
 * @param wait seconds to wait for another deployment to finish
 * @throws UserError with the holder when the lock was not released in time
 */
export async function withLock<T>(
  remote: Remote,
  application: Application,
  wait: number,
  work: () => Promise<T>,
): Promise<T> {
  const { url, actor } = workflowRun()
  const lease: Lease = {
    path: application.path,
    folder: absolute(application, '.deploy'),
    id: crypto.randomUUID(),
    text: `run ${url}, by ${actor}, since ${new Date().toISOString()}`,
  }
  let holder = await acquire(remote, lease, { wait })
  let over = false
  // A process that was suspended for a while has lost the lock, but not necessarily its connection.
  const watch = (own: CommandStream): void =>
    void own.finished.then(() => (over || own !== holder ? undefined : remote.drop?.()))
  watch(holder)
  remote.onReconnect?.(async fresh => {
    if (over) return
    holder = await acquire(fresh, lease, { wait: LOSS_DETECTION_SECONDS, again: true })
    watch(holder)
  })
  const heartbeat = setInterval(() => holder.input.write(HEARTBEAT), HEARTBEAT_INTERVAL_MS)
  try {
    return await work()
  } finally {
    over = true
    clearInterval(heartbeat)
    holder.input.write(END)
    holder.end()
    await holder.finished
  }
}

/** Acquires the lock and logs what it waits for. */
async function acquire(
  remote: Remote,
  lease: Lease,
  { wait, again = false }: { wait: number; again?: boolean },
): Promise<CommandStream> {
  const args = [lease.folder, String(wait), lease.text, lease.id, again ? 'again' : '']
  const holder = await remote.stream(['sh', '-euc', HOLD, 'acquire the lock', ...args])
  let answer = ''
  await new Promise<void>(resolve => {
    const lines = lineSplitter(line => {
      answer = line
      if (!again) report(remote, line, wait)
      if (line === 'locked') resolve()
    })
    holder.output.on('data', lines.take)
    remote.cancelled?.addEventListener('abort', () => resolve())
    holder.finished.then(() => resolve())
  })
  if (answer === 'locked') return holder
  holder.abort()
  remote.cancelled?.throwIfAborted()
  throw denied(remote, lease, answer, await holder.finished)
}

function report({ name }: Remote, line: string, wait: number): void {
  const [keyword, ...rest] = line.split(' ')
  const what = rest.join(' ')
  if (keyword === 'busy' && wait > 0)
    log.info(`Waiting up to ${wait} s for the deployment running on ${name}: ${what || 'holder unknown'}`)
  if (keyword === 'orphan') log.info(`"${what}" of an ended run is still running; waiting for it`)
  if (keyword === 'ended') log.warning(`"${what}" of an ended run took too long and was terminated`)
}

function denied(
  { name }: Remote,
  { path, folder }: Lease,
  answer: string,
  { stderr }: { stderr: string },
): UserError {
  if (answer.startsWith('denied')) {
    const who = answer.slice('denied '.length) || 'holder unknown'
    return new UserError(
      `another deployment is running on ${name} in ${path} (${who}). Wait for it to finish, then run this again`,
    )
  }
  if (answer === 'lost')
    return new UserError(
      `the connection to ${name} was lost, and another deployment has held the lock since. Nothing further was changed; run this again`,
    )
  return new UserError(
    `cannot acquire the lock in ${folder} on ${name}: ${stderr.trim() || 'no error output'}`,
  )
}
