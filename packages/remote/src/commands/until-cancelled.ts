import { addAbortSignal, Readable } from 'node:stream'
import type { CommandOptions, Remote } from './remote.ts'

/**
 * The same server until the run is cancelled: after that nothing begins any more, and a command that is still being fed
 * is given up. A short command that is under way comes to its end.
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
  const fed = (options: CommandOptions = {}): CommandOptions => {
    if (options.input instanceof Readable) addAbortSignal(cancelled, options.input)
    return options
  }
  return {
    ...remote,
    cancelled,
    regardless: remote,
    run: (command, options) => unless(() => remote.run(command, fed(options))),
    stream: command => unless(() => remote.stream(command)),
    request: request => unless(() => remote.request(request)),
    keep: site => unless(() => remote.keep(site)),
  }
}
