import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = (id: string): string => `tsh-rehearsal-${id}-`
const tagsFile = (folder: string): string => join(folder, 'forget-tags')

/** A folder of one rehearsal that other processes can find by the rehearsal's id. */
export function makeFolder(id: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix(id)))
  // mkdtemp makes the folder private; the deploy user of the server reads the repositories through it.
  chmodSync(folder, 0o755)
  return folder
}

/** Records that image tags containing this text belong to the rehearsal. */
export const recordTags = (folder: string, text: string): void =>
  appendFileSync(tagsFile(folder), `${text}\n`)

const foldersOf = (id: string): string[] =>
  readdirSync(tmpdir())
    .filter(name => name.startsWith(prefix(id)))
    .map(name => join(tmpdir(), name))

/** The texts given to {@link recordTags}. */
export const recordedTags = (id: string): string[] =>
  foldersOf(id)
    .map(tagsFile)
    .flatMap(file => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []))

export function removeFolders(id: string): void {
  for (const folder of foldersOf(id)) rmSync(folder, { recursive: true, force: true })
}
