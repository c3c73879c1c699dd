import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildInputsHash } from './build-inputs.ts'
import { cachedBundle } from './cache.ts'
import { fileHashes } from './checked-folder.ts'
import { forEachParallel } from './for-each-parallel.ts'
import { actionNames, PROJECT } from './project.ts'
import { assembleAction, COPIED, releasedFiles, writeReleasedFiles } from './tree.ts'

/** The released tree, committed. */
export const DIST = join(PROJECT, 'dist')

/** In dist: the sources that each action was built from, so that staleness is detected without a build. */
const RECORD = '.inputs.json'

interface Recorded {
  /** {@link buildInputsHash} of the sources. */
  inputs: string
  /** SHA-256 of all files of the folder. */
  folder: string
}

/** Updates the given actions and all other files in dist. @param actions empty for all */
export async function buildDist(actions: readonly string[], log: (line: string) => void): Promise<void> {
  const all = actionNames()
  const unknown = actions.find(action => !all.includes(action))
  if (unknown !== undefined) throw new Error(`unknown action "${unknown}". Use ${all.join(', ')}.`)
  const record = readRecord(DIST)
  mkdirSync(DIST, { recursive: true })
  await forEachParallel(actions.length > 0 ? actions : all, async action => {
    const bundle = await cachedBundle(action)
    rmSync(join(DIST, action), { recursive: true, force: true })
    assembleAction(action, bundle, DIST)
    record[action] = recordOf(action)
    log(`  ${action}`)
  })
  // Only now, so that a failed build keeps the others.
  const removed = readdirSync(DIST).filter(name => !all.includes(name))
  for (const name of removed) rmSync(join(DIST, name), { recursive: true, force: true })
  writeReleasedFiles(DIST)
  const known = Object.fromEntries(all.flatMap(name => (record[name] ? [[name, record[name]]] : [])))
  writeRecord(known)
}

/** The record of an action that was just built. */
export const recordOf = (action: string, project = PROJECT): Recorded => ({
  inputs: buildInputsHash(action, project),
  folder: folderHash(join(project, 'dist', action)),
})

export function writeRecord(record: Readonly<Record<string, Recorded>>, project = PROJECT): void {
  writeFileSync(join(project, 'dist', RECORD), `${JSON.stringify(record, undefined, 2)}\n`)
}

/** Files in dist that were not built from the current sources, each as a sentence with the command that fixes it. */
export function distProblems(project = PROJECT): string[] {
  const actions = actionNames(project)
  const record = readRecord(join(project, 'dist'))
  const removed = Object.keys(record).filter(action => !actions.includes(action))
  const files = Object.entries(releasedFiles(project)).filter(([name, text]) => {
    const file = join(project, 'dist', name)
    return !existsSync(file) || readFileSync(file, 'utf8') !== text
  })
  return [
    ...actions.flatMap(action => actionProblem(project, action, record[action]) ?? []),
    ...removed.map(
      action => `dist/${action} does not belong to an action. Run "npm run build" and commit dist.`,
    ),
    ...files.map(([name]) => `dist/${name} is out of date. Run "npm run build" and commit dist.`),
  ]
}

function actionProblem(project: string, action: string, recorded: Recorded | undefined): string | undefined {
  const folder = join(project, 'dist', action)
  const fix = `Run "npm run build -- ${action}" and commit dist.`
  if (!recorded || !existsSync(join(folder, 'index.js'))) return `dist/${action} has no bundle. ${fix}`
  if (recorded.inputs !== buildInputsHash(action, project))
    return `dist/${action} is out of date: its sources have changed since it was built. ${fix}`
  if (recorded.folder !== folderHash(folder)) return `dist/${action} differs from the built files. ${fix}`
  const stale = COPIED.find(name => {
    const source = join(project, 'actions', action, name)
    return existsSync(source) && !readFileSync(source).equals(readFileSync(join(folder, name)))
  })
  return stale === undefined ? undefined : `dist/${action}/${stale} is out of date. ${fix}`
}

const folderHash = (folder: string): string =>
  createHash('sha256')
    .update(JSON.stringify(fileHashes(folder)))
    .digest('hex')

function readRecord(dist: string): Record<string, Recorded> {
  const file = join(dist, RECORD)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Recorded>) : {}
}
