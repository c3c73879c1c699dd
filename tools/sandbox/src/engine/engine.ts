import { UserError } from '@tsh/action'
import { run } from '../machine/command.ts'
import { withLock } from '../machine/lock.ts'
import { type Log, silent } from '../machine/progress.ts'
import { startDaemon } from './daemon.ts'
import { canInstall, installEngine } from './packages.ts'

/**
 * Ensures that a Docker engine with compose v2 and buildx is available. Installs the distribution's packages and starts
 * the daemon if possible; the daemon is a service of the machine and keeps running.
 */
export async function ensureEngine(log: Log = silent): Promise<void> {
  if (!(await missing()).length) return
  await withLock('engine', async () => {
    let unavailable = await missing()
    if (unavailable.some(part => part !== 'engine') && canInstall()) {
      await installEngine(log)
      unavailable = await missing()
    }
    if (unavailable.includes('engine') && canInstall()) {
      await startDaemon(log)
      unavailable = await missing()
    }
    if (unavailable.length) throw new UserError(advice(unavailable))
  })
}

type Part = 'docker' | 'engine' | 'docker compose v2' | 'docker buildx'

/** The unavailable parts. Without a client the others cannot be queried. */
async function missing(): Promise<Part[]> {
  if ((await run('docker', ['--version'])).code !== 0) return ['docker', 'engine']
  const [engine, compose, buildx] = await Promise.all([
    run('docker', ['version'], { timeoutMs: 20_000 }),
    run('docker', ['compose', 'version', '--short']),
    run('docker', ['buildx', 'version']),
  ])
  const unavailable: Part[] = []
  if (engine.code !== 0) unavailable.push('engine')
  if (compose.code !== 0 || /^v?1\./.test(compose.stdout.trim())) unavailable.push('docker compose v2')
  if (buildx.code !== 0) unavailable.push('docker buildx')
  return unavailable
}

function advice(unavailable: readonly Part[]): string {
  const engineOnly = unavailable.length === 1 && unavailable[0] === 'engine'
  const how = engineOnly
    ? 'start Docker (Docker Desktop, or `sudo systemctl start docker`) and make sure that this user is allowed to use it'
    : 'install Docker Engine with its compose and buildx plugins (Debian 13: `apt-get install docker.io docker-cli docker-compose docker-buildx`; others: https://docs.docker.com/engine/install/)'
  return `the rehearsal needs a Docker engine; missing: ${unavailable.join(', ')}. To fix this, ${how}`
}
