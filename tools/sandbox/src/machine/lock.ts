import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, processIdentity } from './process-identity.ts'

/** Machine-wide state of the rehearsal: locks, the engine's log. */
export const stateFolder = (): string =>
  join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'tsh-rehearsal')

/** Runs `work` with an exclusive lock on this machine; the lock of a dead process is ignored. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const file = join(stateFolder(), `${name}.lock`)
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) await sleep(200)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, processIdentity(), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const holder = read(file)
  if (holder && !isAlive(holder)) rmSync(file, { force: true })
  return false
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
