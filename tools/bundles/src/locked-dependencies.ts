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

/** What builds the bundles, by the workspace package that locks it. */
const TOOLS = [
  ['tools/bundles', '@vercel/ncc'],
  ['tools/bundles', 'esbuild'],
  ['.', 'typescript'],
] as const

let parsed: { text: string; lock: Lockfile } | undefined

/** Parsing takes a tenth of a second. */
function parseOnce(text: string): Lockfile {
  if (parsed?.text !== text) parsed = { text, lock: parse(text) as Lockfile }
  return parsed.lock
}

/**
 * Every registry package that some workspace packages and the bundler depend on, directly or not: name and version, with
 * the hash of its patch where it has one, and its integrity. A change of any other dependency changes nothing here.
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
  for (const [folder, name] of TOOLS) {
    const { dependencies, devDependencies } = lock.importers[folder] ?? {}
    add(name, (dependencies?.[name] ?? devDependencies?.[name])?.version ?? '')
  }
  return [...found].map(([key, integrity]) => `${key} ${integrity}`).sort()
}
