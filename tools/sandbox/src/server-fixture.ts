import { connect, type Remote, type Target } from '@tsh/remote'
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/sandbox.ts'
import { mustExec } from './sandbox/server.ts'

/** A sandbox whose server is prepared by tests, benchmarks and chaos runs themselves. */
export interface ServerFixture {
  sandbox: Sandbox
  /** The server as a target of the actions. */
  target: Target
  /** Runs a command on the server as root. @returns its output */
  exec(command: string, input?: string | Buffer): Promise<string>
  /** Writes a file on the server, creating its parent folders. */
  write(path: string, text: string | Buffer): Promise<void>
  /** A connection that is closed with the fixture. */
  connect(): Promise<Remote>
  stop(): Promise<void>
}

/** Starts a server with only the base images loaded. */
export async function startServer(options: SandboxOptions): Promise<ServerFixture> {
  const sandbox = await startSandbox({ preload: true, ...options })
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  const target = { host, port, user, privateKey, knownHosts: knownHosts.split('\n') }
  const remotes: Remote[] = []
  const exec = (command: string, input?: string | Buffer): Promise<string> =>
    mustExec(sandbox.server.exec, command, input)
  return {
    ...{ sandbox, target, exec },
    async write(path, text) {
      await exec(`mkdir -p "$(dirname ${path})"; cat > ${path}`, text)
    },
    async connect() {
      const remote = await connect(target)
      remotes.push(remote)
      return remote
    },
    async stop() {
      for (const remote of remotes) remote.close()
      await sandbox.stop()
    },
  }
}
