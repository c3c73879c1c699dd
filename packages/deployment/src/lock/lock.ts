import { log, UserError, workflowRun } from '@tsh/action'
import { type CommandStream, lineSplitter, type Remote } from '@tsh/remote'
import { type Application, absolute } from '../application.ts'
import { HOLD } from './lock-script.ts'

/** Milliseconds between two signs of life; each has three bytes, as the word that ends the holding. */
const BEAT = 10_000
const ALIVE = '...'
const END = 'end'

/** Seconds to wait after a lost connection: the server may notice the loss as late as that. */
const UNTIL_NOTICED = 60

interface Lease {
  /** Path of the application. */
  path: string
  folder: string
  id: string
  /** Whose it is, in a sentence. */
  text: string
}

/**
 * Runs work while no other deployment of this application can. After a lost connection it goes on only if nobody has had
 * the lock in between.
 *
 * @param wait seconds to wait for another deployment to end
 * @throws UserError naming the holder when the lock was not free in time
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
  let holder = await take(remote, lease, { wait })
  let over = false
  // A process that was stopped for a while has lost the lock, and perhaps not its connection.
  const mind = (own: CommandStream): void =>
    void own.finished.then(() => (over || own !== holder ? undefined : remote.drop?.()))
  mind(holder)
  remote.onReconnect?.(async fresh => {
    if (over) return
    holder = await take(fresh, lease, { wait: UNTIL_NOTICED, again: true })
    mind(holder)
  })
  const beat = setInterval(() => holder.input.write(ALIVE), BEAT)
  try {
    return await work()
  } finally {
    over = true
    clearInterval(beat)
    holder.input.write(END)
    holder.end()
    await holder.finished
  }
}

/** Takes the lock, and says for whom and for what it waits. */
async function take(
  remote: Remote,
  lease: Lease,
  { wait, again = false }: { wait: number; again?: boolean },
): Promise<CommandStream> {
  const words = [lease.folder, String(wait), lease.text, lease.id, again ? 'again' : '']
  const holder = await remote.stream(['sh', '-euc', HOLD, 'take the lock', ...words])
  let answer = ''
  await new Promise<void>(resolve => {
    const lines = lineSplitter(line => {
      answer = line
      if (!again) tell(remote, line, wait)
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

function tell({ name }: Remote, line: string, wait: number): void {
  const [word, ...rest] = line.split(' ')
  const what = rest.join(' ')
  if (word === 'busy' && wait > 0)
    log.info(
      `Waiting up to ${wait} s for the deployment that is running on ${name}: ${what || 'it left no lease'}`,
    )
  if (word === 'orphan') log.info(`"${what}" of a run that has ended is still going on; waiting for it`)
  if (word === 'ended') log.warning(`"${what}" of a run that has ended took too long and was ended`)
}

function denied(
  { name }: Remote,
  { path, folder }: Lease,
  answer: string,
  { stderr }: { stderr: string },
): UserError {
  if (answer.startsWith('denied')) {
    const who = answer.slice('denied '.length) || 'it left no lease'
    return new UserError(
      `another deployment is running on ${name} in ${path} (${who}). Wait for it to end, then run this again`,
    )
  }
  if (answer === 'lost')
    return new UserError(
      `the connection to ${name} was lost, and another deployment has had the lock since. Nothing more was done; run this again`,
    )
  return new UserError(`cannot take the lock in ${folder} on ${name}: ${stderr.trim() || 'no reason given'}`)
}
