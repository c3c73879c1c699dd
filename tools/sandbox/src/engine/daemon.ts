import { spawn } from 'node:child_process'
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import { run } from '../machine/command.ts'
import { stateFolder } from '../machine/lock.ts'
import type { Tell } from '../machine/progress.ts'

/** Starts the Docker daemon: through the init system where one runs, else detached by hand. */
export async function startDaemon(tell: Tell): Promise<void> {
  if ((await run('systemctl', ['start', 'docker'])).code === 0 && (await answers(30))) return
  const log = join(stateFolder(), 'dockerd.log')
  mkdirSync(stateFolder(), { recursive: true })
  tell(`Starting dockerd; it stays running as a service of this machine (log: ${log}) …`)
  const output = openSync(log, 'a')
  const child = spawn('dockerd', [], { detached: true, stdio: ['ignore', output, output] })
  const failed = new Promise<void>((_, reject) => {
    child.on('error', error => reject(new UserError(`dockerd could not be started: ${error.message}.`)))
    child.on('exit', code => reject(new UserError(`dockerd ended with code ${code}; its log is ${log}.`)))
  })
  child.unref()
  writeFileSync(join(stateFolder(), 'dockerd.pid'), String(child.pid))
  const ready = await Promise.race([answers(60), failed.then(() => false)])
  if (!ready) throw new UserError(`dockerd did not answer within a minute; its log is ${log}.`)
  child.removeAllListeners('exit')
}

async function answers(seconds: number): Promise<boolean> {
  for (let tries = 0; tries < seconds * 4; tries++) {
    if ((await run('docker', ['info'])).code === 0) return true
    await sleep(250)
  }
  return false
}
