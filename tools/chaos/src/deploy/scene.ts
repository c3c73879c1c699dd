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

/** A server with an application that is deployed to it again and again, and a way there that can go wrong. */
export interface Scene {
  environment: Environment
  sandbox: Sandbox
  /** The way to the server's sshd. */
  proxy: TcpProxy
  /** Runs a command on the server as root. */
  exec(command: string, input?: string | Buffer): Promise<string>
  /** Makes a new commit and the image that belongs to it. */
  release(): Promise<Version>
  /** Makes everything as it was before the first deployment. */
  reset(): Promise<void>
  stop(): Promise<void>
}

export async function startScene(
  environment: Environment,
  tell: (line: string) => void = () => {},
): Promise<Scene> {
  const server = await startServer({ baseImages: [IMAGE], tell })
  try {
    return await setUp(environment, server)
  } catch (cause) {
    await server.stop()
    throw cause
  }
}

async function setUp(environment: Environment, server: ServerFixture): Promise<Scene> {
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
    await write(`${GATE}/stand-in/${file}`, readFileSync(join(import.meta.dirname, 'stand-in', file)))
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

/** Waits until the site answers well. */
async function answering(url: string): Promise<void> {
  const deadline = Date.now() + 120_000
  for (;;) {
    const status = await fetch(url).then(
      answer => answer.status,
      () => 0,
    )
    if (status === 200) return
    if (Date.now() > deadline) throw new Error(`the scene does not answer well (${status})`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
