import { spawn } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildInputsHash } from './build-inputs.ts'
import { checkedFolder } from './checked-folder.ts'

/** Where built bundles and the durations of test files are kept between runs and checkouts. */
export const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tsh-actions')

/** Entries of one kind that stay in the cache; the least recently used are removed. */
export const MAX_ENTRIES = 8

/** The folder with the bundles of all actions as the present sources build them; built only when nothing has built them before. */
export async function cachedBundles(): Promise<string> {
  return await keptFolder(join(cacheFolder(), 'bundles', buildInputsHash().slice(0, 32)), buildBundles)
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

/** Builds the bundles of all actions into a folder, without any cache. */
export function buildBundles(folder: string): Promise<void> {
  const script = join(import.meta.dirname, 'bundle.ts')
  const quiet = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map(
    name => `--disable-warning=${name}`,
  )
  const child = spawn(process.execPath, [...quiet, script, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
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
        : reject(new Error(`The bundles could not be built: ${withoutCode(output).trim()}`)),
    )
  })
}

/** Node prints the line of the program that has thrown, which may be all of ncc. */
const withoutCode = (output: string): string => output.replace(/^.{500,}\n?/gm, '')
