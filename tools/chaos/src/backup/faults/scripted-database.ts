import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONTENTS, type Database } from '@tsh/postgres'
import type { CommandEnd, CommandStream } from '@tsh/remote'

/** The script of a fake dump. */
export interface Script {
  chunks: readonly Buffer[]
  /** Milliseconds before each chunk. */
  pauses: readonly number[]
  /** Milliseconds between the end of the output and the exit status; negative: the exit status comes first. */
  exitDelayMs: number
  end(nonce: string): CommandEnd
  /** Called when the exit status is known. */
  onExit(): void
}

const unused = (): never => {
  throw new Error('a scripted database only supports dumps')
}

/** A database whose dump follows a script, with the streams of a connection. */
export function scriptedDatabase(script: Script): Database {
  return {
    ...{ name: 'a script', applicationName: 'tsh-pg-backup:script', source: {} },
    ...{ run: unused, as: unused, inContainer: unused },
    stream: async (text, values) => (text === CONTENTS ? lister() : dump(script, values?.TSH_NONCE ?? '')),
  }
}

function dump({ chunks, pauses, exitDelayMs, end, onExit }: Script, nonce: string): CommandStream {
  const output = new PassThrough()
  const exit = async (): Promise<CommandEnd> => {
    onExit()
    return end(nonce)
  }
  const send = async (): Promise<void> => {
    for (const [index, chunk] of chunks.entries()) {
      await sleep(pauses[index] ?? 0)
      output.write(chunk)
    }
  }
  const finished = send().then(async () => {
    if (exitDelayMs < 0) {
      const early = exit()
      await sleep(-exitDelayMs)
      output.end()
      return early
    }
    output.end()
    await sleep(exitDelayMs)
    return exit()
  })
  return streamOf(output, finished)
}

function lister(): CommandStream {
  const output = new PassThrough()
  output.end('1; 0 16400 TABLE DATA public items erp\n')
  return streamOf(output, Promise.resolve({ code: 0, signal: undefined, stderr: '' }))
}

function streamOf(output: PassThrough, finished: Promise<CommandEnd>): CommandStream {
  const input = new PassThrough()
  input.resume()
  return { input, output, finished, end: () => void input.end(), abort: () => void output.end() }
}
