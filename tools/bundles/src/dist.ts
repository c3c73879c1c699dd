import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildInputsHash } from './build-inputs.ts'
import { cachedBundles } from './cache.ts'
import { fileHashes } from './checked-folder.ts'
import { PROJECT } from './project.ts'
import { assembleTree, releasedFiles } from './tree.ts'

/** The released tree, committed. */
export const DIST = join(PROJECT, 'dist')

/** In dist: what it was built from, so that an outdated one is found without a build. */
const RECORD = '.inputs.json'
const FIX = 'A maintainer runs "npm run build" and commits dist separately; leave it out of other changes.'

interface Recorded {
  /** {@link buildInputsHash} of the sources. */
  inputs: string
  /** SHA-256 over the names and contents of all files but this record. */
  files: string
}

/** Brings dist up to date. A build that fails leaves the old one in place. */
export async function buildDist(): Promise<void> {
  const bundles = await cachedBundles()
  rmSync(DIST, { recursive: true, force: true })
  assembleTree(DIST, bundles)
  writeRecord()
}

/** Records what dist was just built from. */
export function writeRecord(project = PROJECT): void {
  const record: Recorded = { inputs: buildInputsHash(project), files: treeHash(project) }
  writeFileSync(join(project, 'dist', RECORD), `${JSON.stringify(record, undefined, 2)}\n`)
}

/** What in dist was not built from the present sources, each as a sentence with the command that fixes it. */
export function distProblems(project = PROJECT): string[] {
  const dist = join(project, 'dist')
  if (!existsSync(join(dist, RECORD))) return [`dist has not been built. ${FIX}`]
  const recorded = JSON.parse(readFileSync(join(dist, RECORD), 'utf8')) as Recorded
  if (recorded.inputs !== buildInputsHash(project))
    return [`dist is out of date: its sources have changed since it was built. ${FIX}`]
  const outdated = Object.entries(releasedFiles(project))
    .filter(
      ([name, text]) => !existsSync(join(dist, name)) || readFileSync(join(dist, name), 'utf8') !== text,
    )
    .map(([name]) => `dist/${name} is out of date. ${FIX}`)
  if (outdated.length > 0) return outdated
  return recorded.files === treeHash(project) ? [] : [`dist has files that are not what was built. ${FIX}`]
}

function treeHash(project: string): string {
  const { [RECORD]: _, ...files } = fileHashes(join(project, 'dist'))
  return createHash('sha256').update(JSON.stringify(files)).digest('hex')
}
