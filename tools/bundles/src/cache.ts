import { spawn } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildInputsHash } from './build-inputs.ts'
import { checkedFolder } from './checked-folder.ts'

/** Stores built bundles and the durations of test files across runs and checkouts. */
export const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tsh-actions')

/** Maximum number of cache entries of one kind; the least recently used are removed. */
const MAX_ENTRIES = 8

/** The folder with the bundle of an action for its current sources, built if not cached. */
export async function cachedBundle(action: string): Promise<string> {
  const path = join(cacheFolder(), 'bundles', action, buildInputsHash(action).slice(0, 32))
  return await keptFolder(path, folder => buildBundle(action, folder))
}

/** A {@link checkedFolder} in the cache. */
export async function keptFolder(path: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = await checkedFolder(path, make)
  removeLeastRecentlyUsed(dirname(path))
  return folder
}

function removeLeastRecentlyUsed(folder: string): void {
  const entries = readdirSync(folder).flatMap(name => {
    const path = join(folder, name)
    // Another process may be removing it.
    const usedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    return usedAt === undefined ? [] : [{ path, usedAt }]
  })
  const oldest = entries.sort((one, other) => other.usedAt - one.usedAt).slice(MAX_ENTRIES)
  for (const { path } of oldest) rmSync(path, { recursive: true, force: true })
}

/** Builds the bundle of an action into a folder, without the cache. */
export function buildBundle(action: string, folder: string): Promise<void> {
  const script = join(import.meta.dirname, 'bundle-action.ts')
  const nodeFlags = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map(
    name => `--disable-warning=${name}`,
  )
  const child = spawn(process.execPath, [...nodeFlags, script, action, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`The bundle of ${action} could not be built: ${withoutCode(output).trim()}`)),
    )
  })
}

/** Node prints the source line that threw, which may be all of ncc. */
const withoutCode = (output: string): string => output.replace(/^.{500,}\n?/gm, '')
