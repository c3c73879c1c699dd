import { addAbortSignal, Readable } from 'node:stream'
import type { CommandOptions, Remote } from './remote.ts'

/**
 * The same server until the run is cancelled: after that nothing is started, and a command whose stdin is still being
 * written is aborted. A short running command completes.
 */
export function untilCancelled(remote: Remote, cancelled: AbortSignal): Remote {
  const unless = async <T>(work: () => Promise<T>): Promise<T> => {
    cancelled.throwIfAborted()
    try {
      return await work()
    } catch (cause) {
      cancelled.throwIfAborted()
      throw cause
    }
  }
  const abortable = (options: CommandOptions = {}): CommandOptions => {
    if (options.input instanceof Readable) addAbortSignal(cancelled, options.input)
    return options
  }
  return {
    ...remote,
    cancelled,
    uncancellable: remote,
    run: (command, options) => unless(() => remote.run(command, abortable(options))),
    stream: command => unless(() => remote.stream(command)),
    request: request => unless(() => remote.request(request)),
    keep: site => unless(() => remote.keep(site)),
  }
}
