import { spawn } from 'node:child_process'
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import { run } from '../machine/command.ts'
import { stateFolder } from '../machine/lock.ts'
import type { Log } from '../machine/progress.ts'

/** Starts the Docker daemon: through the init system if one runs, else detached. */
export async function startDaemon(log: Log): Promise<void> {
  if ((await run('systemctl', ['start', 'docker'])).code === 0 && (await responds(30))) return
  const logFile = join(stateFolder(), 'dockerd.log')
  mkdirSync(stateFolder(), { recursive: true })
  log(`Starting dockerd; it keeps running as a service of this machine (log: ${logFile}) …`)
  const output = openSync(logFile, 'a')
  const child = spawn('dockerd', [], { detached: true, stdio: ['ignore', output, output] })
  const failed = new Promise<void>((_, reject) => {
    child.on('error', error => reject(new UserError(`cannot start dockerd: ${error.message}`)))
    child.on('exit', code => reject(new UserError(`dockerd exited with code ${code}. See ${logFile}`)))
  })
  child.unref()
  writeFileSync(join(stateFolder(), 'dockerd.pid'), String(child.pid))
  const ready = await Promise.race([responds(60), failed.then(() => false)])
  if (!ready) throw new UserError(`dockerd did not respond within a minute. See ${logFile}`)
  child.removeAllListeners('exit')
}

async function responds(seconds: number): Promise<boolean> {
  for (let tries = 0; tries < seconds * 4; tries++) {
    if ((await run('docker', ['version'])).code === 0) return true
    await sleep(250)
  }
  return false
}
