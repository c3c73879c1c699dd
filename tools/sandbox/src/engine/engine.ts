import { UserError } from '@tsh/action'
import { run } from '../machine/command.ts'
import { withLock } from '../machine/lock.ts'
import { silent, type Tell } from '../machine/progress.ts'
import { startDaemon } from './daemon.ts'
import { canInstall, installEngine } from './packages.ts'

/**
 * Makes sure that a Docker engine with compose v2 and buildx answers. Installs the distribution's packages
 * and starts the daemon where that is possible; the daemon is a service of the machine and stays running.
 */
export async function ensureEngine(tell: Tell = silent): Promise<void> {
  if (!(await missing()).length) return
  await withLock('engine', async () => {
    let lacking = await missing()
    if (lacking.some(part => part !== 'engine') && canInstall()) {
      await installEngine(tell)
      lacking = await missing()
    }
    if (lacking.includes('engine') && canInstall()) {
      await startDaemon(tell)
      lacking = await missing()
    }
    if (lacking.length) throw new UserError(advice(lacking))
  })
}

type Part = 'docker' | 'engine' | 'docker compose v2' | 'docker buildx'

/** The parts that do not answer. Without a client nothing else can be asked. */
async function missing(): Promise<Part[]> {
  if ((await run('docker', ['--version'])).code !== 0) return ['docker', 'engine']
  const [engine, compose, buildx] = await Promise.all([
    run('docker', ['info'], { timeoutMs: 20_000 }),
    run('docker', ['compose', 'version', '--short']),
    run('docker', ['buildx', 'version']),
  ])
  const lacking: Part[] = []
  if (engine.code !== 0) lacking.push('engine')
  if (compose.code !== 0 || /^v?1\./.test(compose.stdout.trim())) lacking.push('docker compose v2')
  if (buildx.code !== 0) lacking.push('docker buildx')
  return lacking
}

function advice(lacking: readonly Part[]): string {
  const engineOnly = lacking.length === 1 && lacking[0] === 'engine'
  const how = engineOnly
    ? 'start Docker (Docker Desktop, or `sudo systemctl start docker`) and make sure that this user may use it'
    : 'install Docker Engine with its compose and buildx plugins (Debian 13: `apt-get install docker.io docker-cli docker-compose docker-buildx`; others: https://docs.docker.com/engine/install/)'
  return `The rehearsal needs a Docker engine; missing here: ${lacking.join(', ')}. To fix it, ${how}.`
}
