import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, type ServerFixture, startServer } from '@tsh/sandbox'
import { siteConfiguration } from '@tsh/sandbox/seed/nginx-site'
import { startTcpProxy, type TcpProxy } from '@tsh/testing'
import { composeFile, ENV_FILE, type Environment, envFile, GATE, PATH, PORTS } from './environment.ts'
import * as scripts from './server-scripts.ts'

const IMAGE = 'node:20-slim'

/** A version that can be deployed. */
export interface Version {
  version: string
  sha: string
  /** Its image in the registry, by digest. */
  reference: string
}

/** A server with an application that is deployed repeatedly, over a connection with fault injection. */
export interface Testbed {
  environment: Environment
  sandbox: Sandbox
  /** The proxy in front of the server's sshd. */
  proxy: TcpProxy
  /** Runs a command on the server as root. */
  exec(command: string, input?: string | Buffer): Promise<string>
  /** Creates a new commit and its image. */
  release(): Promise<Version>
  /** Restores the state before the first deployment. */
  reset(): Promise<void>
  stop(): Promise<void>
}

export async function startTestbed(
  environment: Environment,
  log: (line: string) => void = () => {},
): Promise<Testbed> {
  const server = await startServer({ baseImages: [IMAGE], log })
  try {
    return await setUp(environment, server)
  } catch (cause) {
    await server.stop()
    throw cause
  }
}

async function setUp(environment: Environment, server: ServerFixture): Promise<Testbed> {
  const { sandbox, exec, write } = server
  let versions = 0
  const release = async (): Promise<Version> => {
    const version = `v${++versions}`
    const made = await exec(scripts.releaseScript(version, sandbox.registry.open))
    const [sha = '', reference = ''] = made.split('\n')
    return { version, sha, reference }
  }
  const reset = async (): Promise<void> => {
    const { version, sha } = await release()
    await write(ENV_FILE, envFile(environment, version))
    await exec(`git -C ${PATH} fetch -q; git -C ${PATH} checkout -q --detach ${sha}`)
    await exec(scripts.resetScript(environment, version))
    await answering(sandbox.publicUrl)
  }
  await exec(scripts.DISK)
  await exec(scripts.ENGINE_READY)
  for (const file of ['server.js', 'migrate.js', 'prepare.js', 'pause.js'])
    await write(`${GATE}/test-app/${file}`, readFileSync(join(import.meta.dirname, 'test-app', file)))
  await exec(scripts.imageScript(IMAGE))
  await write('/usr/local/bin/docker', scripts.SHIM)
  await write(`${PATH}/compose.yml`, composeFile(environment))
  const site = siteConfiguration({ name: 'erp', ports: PORTS[environment] })
  await write('/etc/nginx/sites-enabled/erp.conf', site)
  await exec(`chmod 755 /usr/local/bin/docker; ${scripts.REPOSITORY}; nginx -s reload`)
  await exec(scripts.BALLAST)
  await reset()
  const proxy = await startTcpProxy(sandbox.server)
  return {
    ...{ environment, sandbox, proxy, exec, release, reset },
    async stop() {
      await proxy.close()
      await server.stop()
    },
  }
}

/** Waits until the site is healthy. */
async function answering(url: string): Promise<void> {
  const deadline = Date.now() + 120_000
  for (;;) {
    const status = await fetch(url).then(
      response => response.status,
      () => 0,
    )
    if (status === 200) return
    if (Date.now() > deadline) throw new Error(`the site is unhealthy (HTTP ${status})`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
