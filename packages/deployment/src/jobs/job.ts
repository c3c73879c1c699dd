import { log, UserError } from '@tsh/action'
import { type CommandStream, lineSplitter, type Remote, RemoteCommandError } from '@tsh/remote'
import { absolute, type Project } from '../application.ts'
import { END, FOLLOW, NOT_STARTED, START } from './job-scripts.ts'

export interface Job {
  /** A short description, for messages. */
  name: string
  command: readonly string[]
  /** Seconds after which it is terminated. */
  deadline: number
  /** The stdin of the command; never stored on disk. */
  input?: string
  /** The container of the command, which is removed whenever and however the job ends. */
  container?: string
  /** Called for every line of output as it arrives. */
  onLine?: (line: string) => void
  /** Maximum line length passed to `onLine`; defaults to the log limit. */
  maxLineLength?: number
}

/** Lines of output included in an error. */
const LAST_LINES = 3

/** Attempts to start a job whose connection is lost before it starts. */
const MAX_STARTS = 3

/**
 * Runs a command on the server that survives a lost connection: after a reconnect its output is followed from the last
 * position. When the run is cancelled, it is terminated with all its processes.
 *
 * @throws RemoteCommandError when its exit code is not 0
 */
export async function runJob(remote: Remote, project: Pick<Project, 'path'>, job: Job): Promise<void> {
  // When the connection is lost during the start, the server knows whether the job has started.
  for (let attempt = 1; attempt < MAX_STARTS; attempt++) if (await hasRun(remote, project, job)) return
  if (!(await hasRun(remote, project, job)))
    throw new UserError(
      `"${job.name}" could not be started: the connection to ${remote.name} was lost ${MAX_STARTS} times`,
    )
}

/** @returns whether the job has started; if so, it has also succeeded */
async function hasRun(remote: Remote, project: Pick<Project, 'path'>, job: Job): Promise<boolean> {
  const { name, command, deadline, container = '', input = '' } = job
  const folder = absolute(project, `.deploy/jobs/${crypto.randomUUID()}`)
  const last: string[] = []
  const lines = lineSplitter(line => {
    last.push(line)
    if (last.length > LAST_LINES) last.shift()
    job.onLine?.(line)
  }, job)
  let known = 0
  const take = (part: Buffer): void => {
    known += part.length
    lines.take(part)
  }
  const start = ['sh', '-euc', START, name, folder, String(deadline), container, ...command]
  return unlessCancelled(remote, { name, folder }, async () => {
    // Only the server knows whether a connection that was lost meanwhile has started it.
    let stream = await remote.stream(start).catch((error: unknown) => {
      // A bug: nothing was sent.
      if (!(error instanceof UserError)) throw error
      return followAgain(remote, { name, folder, known })
    })
    stream.input.end(input)
    for (;;) {
      stream.output.on('data', take)
      const end = await stream.finished
      if (end.code === undefined) {
        stream = await followAgain(remote, { name, folder, known })
        continue
      }
      lines.flush()
      if (end.code === 0) return true
      if (end.code === 127 && end.stderr.trim() === NOT_STARTED) return false
      const stderr = end.stderr.trim() || last.join('\n')
      throw new RemoteCommandError(remote.name, start, { ...end, stderr }, '')
    }
  })
}

async function followAgain(
  remote: Remote,
  { name, folder, known }: { name: string; folder: string; known: number },
): Promise<CommandStream> {
  const stream = await remote.stream(['sh', '-euc', FOLLOW, name, folder, String(known)])
  log.info(`Following "${name}" again, which continued without the connection`)
  return stream
}

/** When the run is cancelled, the job is terminated with all its processes, without waiting for its output. */
async function unlessCancelled<T>(
  { cancelled, uncancellable }: Remote,
  { name, folder }: { name: string; folder: string },
  work: () => Promise<T>,
): Promise<T> {
  if (!cancelled || !uncancellable) return work()
  const aborted = new Promise<undefined>(resolve =>
    cancelled.addEventListener('abort', () => resolve(undefined)),
  )
  try {
    const result = await Promise.race([work(), aborted])
    if (result !== undefined && !cancelled.aborted) return result
  } catch (cause) {
    if (!cancelled.aborted) throw cause
  }
  log.info(`Terminating "${name}": the run is cancelled`)
  await uncancellable.run(['sh', '-euc', END, `terminate "${name}"`, folder])
  throw cancelled.reason
}
