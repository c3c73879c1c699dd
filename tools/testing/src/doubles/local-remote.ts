import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { type CommandEnd, type Remote, RemoteCommandError } from '@tsh/remote'

/** This machine as a server, for scripts that only need a shell and git. @param env in addition to the PATH */
export function localRemote(env: Record<string, string> = {}): Remote {
  const name = 'deploy@here'
  const start = ([file = '', ...args]: readonly string[]) => {
    const child = spawn(file, args, { env: { PATH: String(process.env.PATH), LC_ALL: 'C', ...env } })
    child.stdin.on('error', () => {})
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr += part
    })
    const finished = new Promise<CommandEnd>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) =>
        resolve({ code: code ?? undefined, signal: signal ?? undefined, stderr }),
      )
    })
    return { child, finished }
  }
  const absent = async (): Promise<never> => {
    throw new Error('this machine has no HTTP server')
  }
  return {
    name,
    hostKey: '',
    async run(command, { input, allowFailure = false } = {}) {
      const { child, finished } = start(command)
      let stdout = ''
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        stdout += part
      })
      if (input instanceof Readable) input.pipe(child.stdin)
      else child.stdin.end(input)
      const end = await finished
      if (end.code === undefined || (end.code !== 0 && !allowFailure))
        throw new RemoteCommandError(name, command, end, stdout)
      return { code: end.code, stdout, stderr: end.stderr }
    },
    async stream(command) {
      const { child, finished } = start(command)
      return {
        ...{ input: child.stdin, output: child.stdout, finished },
        end: () => child.stdin.end(),
        abort: () => child.kill(),
      }
    },
    request: absent,
    keep: absent,
    close() {},
  }
}
