import { PassThrough, Readable } from 'node:stream'
import {
  type Answer,
  type CommandEnd,
  type CommandOutput,
  type Remote,
  RemoteCommandError,
} from '@tsh/remote'

/** A fingerprint in the form of `ssh-keygen -l`. */
const HOST_KEY = `SHA256:${'A'.repeat(43)}`

/** The result of a command: part of its output, undefined for success, or an exception. */
type Reply = Partial<CommandOutput> | undefined

/**
 * A server that records commands and returns scripted results, for jobs like for other commands. The deployment lock is always free.
 * @param reply returns the result for a command line; the default is exit code 0 without output
 * @param answer returns the response to an HTTP request
 */
export function recordingRemote(
  reply: (line: string, input: string) => Reply = () => undefined,
  answer: (url: string) => Partial<Answer> = () => ({}),
): Remote & { commands: string[]; inputs: string[] } {
  const commands: string[] = []
  const inputs: string[] = []
  return {
    name: 'root@server',
    hostKey: HOST_KEY,
    commands,
    inputs,
    async run(command, { input, onLine, allowFailure = false } = {}) {
      const line = command.join(' ')
      const sent = typeof input === 'string' || Buffer.isBuffer(input) ? input.toString() : ''
      commands.push(line)
      inputs.push(sent)
      const { code = 0, stdout = '', stderr = '' } = reply(line, sent) ?? {}
      for (const text of `${stdout}${stderr}`.split('\n')) if (text !== '') onLine?.(text)
      if (code !== 0 && !allowFailure) {
        throw new RemoteCommandError('root@server', command, { code, signal: undefined, stderr }, stdout)
      }
      return { code, stdout, stderr }
    },
    async stream(command) {
      const line = command.join(' ')
      commands.push(line)
      const {
        code = 0,
        stdout = '',
        stderr = '',
      } = line.includes('acquire the lock') ? { stdout: 'locked\n' } : (reply(line, '') ?? {})
      const output = Readable.from([Buffer.from(stdout)])
      const finished = new Promise<CommandEnd>(resolve =>
        output.on('close', () => resolve({ code, signal: undefined, stderr })),
      )
      return { input: new PassThrough(), output, finished, end() {}, abort() {} }
    },
    async request({ url }) {
      return { status: 200, headers: {}, body: '', ...answer(url) }
    },
    async keep({ url }) {
      const request = async (): Promise<Answer> => ({ status: 200, headers: {}, body: '', ...answer(url) })
      return { open: true, request, close() {} }
    },
    close() {},
  }
}
