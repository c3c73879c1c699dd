import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Versions = Record<string, string>
interface Lockfile {
  importers: Record<
    string,
    Partial<Record<'dependencies' | 'devDependencies', Record<string, { version: string }>>>
  >
  packages: Record<string, { resolution?: { integrity?: string } }>
  snapshots: Record<string, { dependencies?: Versions; optionalDependencies?: Versions }>
}

/** The development dependencies of the root that the bundler consists of. */
const TOOLS = ['@vercel/ncc', 'typescript']

let parsed: { text: string; lock: Lockfile } | undefined

/** Cached, since parsing takes a tenth of a second and all actions need the same file. */
function parseOnce(text: string): Lockfile {
  if (parsed?.text !== text) parsed = { text, lock: parse(text) as Lockfile }
  return parsed.lock
}

/**
 * All transitive registry dependencies of the given workspace packages and the bundler: name and version, with
 * the hash of the patch, if any, and the integrity. Not affected by other dependencies.
 */
export function lockedDependencies(project: string, folders: readonly string[]): string[] {
  const lock = parseOnce(readFileSync(join(project, 'pnpm-lock.yaml'), 'utf8'))
  const found = new Map<string, string>()
  const add = (name: string, version: string): void => {
    const key = `${name}@${version}`
    const snapshot = lock.snapshots[key]
    // Links are workspace packages.
    if (!snapshot || found.has(key)) return
    found.set(key, lock.packages[key.replace(/\(.*/, '')]?.resolution?.integrity ?? '')
    for (const [other, at] of Object.entries({ ...snapshot.dependencies, ...snapshot.optionalDependencies }))
      add(other, at)
  }
  for (const folder of folders)
    for (const [name, { version }] of Object.entries(lock.importers[folder]?.dependencies ?? {}))
      add(name, version)
  for (const name of TOOLS) add(name, lock.importers['.']?.devDependencies?.[name]?.version ?? '')
  return [...found].map(([key, integrity]) => `${key} ${integrity}`).sort()
}
