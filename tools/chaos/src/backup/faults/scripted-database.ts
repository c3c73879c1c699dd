import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONTENTS, type Database } from '@tsh/postgres'
import type { CommandEnd, CommandStream } from '@tsh/remote'

/** How a dump goes that no server makes. */
export interface Script {
  chunks: readonly Buffer[]
  /** Milliseconds before each chunk. */
  pauses: readonly number[]
  /** Milliseconds between the end of the output and the news of how the command ended; negative: the news comes first. */
  newsAfter: number
  end(nonce: string): CommandEnd
  /** Called when it is known how the dump ended. */
  onNews(): void
}

const unused = (): never => {
  throw new Error('a scripted database has nothing but a dump')
}

/** A database whose dump follows a script, with the streams that a connection would have. */
export function scriptedDatabase(script: Script): Database {
  return {
    ...{ name: 'a script', applicationName: 'tsh-pg-backup:script', source: {} },
    ...{ run: unused, as: unused, inContainer: unused },
    stream: async (text, values) => (text === CONTENTS ? lister() : dump(script, values?.TSH_NONCE ?? '')),
  }
}

function dump({ chunks, pauses, newsAfter, end, onNews }: Script, nonce: string): CommandStream {
  const output = new PassThrough()
  const told = async (): Promise<CommandEnd> => {
    onNews()
    return end(nonce)
  }
  const send = async (): Promise<void> => {
    for (const [index, chunk] of chunks.entries()) {
      await sleep(pauses[index] ?? 0)
      output.write(chunk)
    }
  }
  const finished = send().then(async () => {
    if (newsAfter < 0) {
      const early = told()
      await sleep(-newsAfter)
      output.end()
      return early
    }
    output.end()
    await sleep(newsAfter)
    return told()
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
