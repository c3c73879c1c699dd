import { log, UserError } from '@tsh/action'
import { type CommandStream, lineSplitter, type Remote, RemoteCommandError } from '@tsh/remote'
import { absolute, type Project } from '../application.ts'
import { END, FOLLOW, NOT_BEGUN, START } from './job-scripts.ts'

export interface Job {
  /** What it is, in a word or two, for messages. */
  name: string
  command: readonly string[]
  /** Seconds after which it is ended. */
  deadline: number
  /** What the command reads; it is never on disk. */
  input?: string
  /** The container that the command works in, which is removed when the job ends, however it ends. */
  container?: string
  /** Called for every line of output as it comes. */
  onLine?: (line: string) => void
  /** Characters of a line that are handed on; default: enough for a log. */
  maxLineLength?: number
}

/** What a job has said that matters for an error. */
const LAST_LINES = 3

/** Connections over which a job is started, each of which is lost before it begins. */
const MAX_STARTS = 3

/**
 * Runs a command on the server that goes on without the connection: after a lost one it is followed again from where it
 * was. When the run is cancelled it is ended, with everything that it has started.
 *
 * @throws RemoteCommandError when its exit code is not 0
 */
export async function runJob(remote: Remote, project: Pick<Project, 'path'>, job: Job): Promise<void> {
  // A connection that is lost while the job starts has not started it, or the server knows it.
  for (let attempt = 1; attempt < MAX_STARTS; attempt++) if (await hasRun(remote, project, job)) return
  if (!(await hasRun(remote, project, job)))
    throw new UserError(
      `"${job.name}" was not started: the connection to ${remote.name} was lost ${MAX_STARTS} times`,
    )
}

/** @returns whether the job has begun; then it has ended well */
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
    // Whether a connection that was lost meanwhile has started it is for the server to say.
    let stream = await remote.stream(start).catch((error: unknown) => {
      // A defect: nothing was sent.
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
      if (end.code === 127 && end.stderr.trim() === NOT_BEGUN) return false
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
  log.info(`Following "${name}" again, which goes on without its connection`)
  return stream
}

/** When the run is cancelled, the job is ended with everything that it has started, and nobody waits for its output. */
async function unlessCancelled<T>(
  { cancelled, regardless }: Remote,
  { name, folder }: { name: string; folder: string },
  work: () => Promise<T>,
): Promise<T> {
  if (!cancelled || !regardless) return work()
  const aborted = new Promise<undefined>(resolve =>
    cancelled.addEventListener('abort', () => resolve(undefined)),
  )
  try {
    const result = await Promise.race([work(), aborted])
    if (result !== undefined && !cancelled.aborted) return result
  } catch (cause) {
    if (!cancelled.aborted) throw cause
  }
  log.info(`Ending "${name}": the run is cancelled`)
  await regardless.run(['sh', '-euc', END, `end "${name}"`, folder])
  throw cancelled.reason
}
