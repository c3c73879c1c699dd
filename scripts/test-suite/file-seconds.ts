import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from '@tsh/bundles'

/** The last duration of each test file on this machine, so that the longest can start first. */
const FILE = join(cacheFolder(), 'test-seconds.json')

/** Seconds by path relative to the project; empty on a machine that has run no tests yet. */
export function readFileSeconds(): Record<string, number> {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}

/** Saves the durations of a run. */
export function saveFileSeconds(measured: Record<string, number>): void {
  mkdirSync(dirname(FILE), { recursive: true })
  const fresh = `${FILE}.${process.pid}`
  writeFileSync(fresh, JSON.stringify({ ...readFileSeconds(), ...measured }))
  renameSync(fresh, FILE)
}
