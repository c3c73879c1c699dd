import { connect, type Remote, type Target } from '@tsh/remote'
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/sandbox.ts'
import { mustExec } from './sandbox/server.ts'

/** A sandbox whose server tests, benchmarks and chaos prepare for themselves. */
export interface ServerFixture {
  sandbox: Sandbox
  /** The server as the actions take it. */
  target: Target
  /** Runs a command on the server as root, and gives its output. */
  exec(command: string, input?: string | Buffer): Promise<string>
  /** Writes a file of the server, and the folders above it. */
  write(path: string, text: string | Buffer): Promise<void>
  /** A connection that is closed with the fixture. */
  connect(): Promise<Remote>
  stop(): Promise<void>
}

/** Starts a server with base images loaded and nothing else. */
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
