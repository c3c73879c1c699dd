import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { UserError } from '@tsh/action'
import { globFiles } from '../expressions/glob.ts'
import { issue, output, type Step } from '../steps/step.ts'
import { copyArtifactFile } from './artifact-files.ts'
import type { BuiltinAction } from './builtin-actions.ts'

/** actions/upload-artifact: into the store of this run. */
export const uploadArtifact: BuiltinAction = async (step, input) => {
  const name = input('name') || 'artifact'
  if (/["<>|*?:\r\n/\\]/.test(name))
    throw new UserError(
      `The artifact name is not valid: ${name}. It contains one of " : < > | * ? \\ / or a line break`,
    )
  if (input('path') === '') throw new UserError('Input required and not supplied: path')
  const patterns = input('path').split('\n')
  const { workspace } = step.job.folders
  const files = globFiles(patterns, workspace, {
    hidden: input('include-hidden-files') === 'true',
    followLinks: true,
  })
  if (!files.length) return noFiles(step, input('if-no-files-found') || 'warn', patterns.join(', '))
  const store = artifactFolder(step, name)
  if (existsSync(store) && input('overwrite') !== 'true') {
    throw new UserError(
      `Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run`,
    )
  }
  rmSync(store, { recursive: true, force: true })
  const top = commonFolder(files, patterns, workspace)
  const digest = createHash('sha256')
  for (const file of files) {
    copyArtifactFile(file, join(store, relative(top, file)))
    digest.update(readFileSync(file))
  }
  output(step, `Artifact ${name} has been successfully uploaded with ${files.length} file(s)`)
  const id = Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 8), 16)
  Object.assign(step.outputs, {
    'artifact-id': `${id}`,
    'artifact-digest': digest.digest('hex'),
    'artifact-url': '',
  })
}

export function artifactFolder(step: Step, name = ''): string {
  return join(step.job.frame.run.folder, 'artifacts', name)
}

function noFiles(step: Step, behaviour: string, patterns: string): void {
  const message = `No files were found with the provided path: ${patterns}. No artifacts will be uploaded.`
  if (behaviour === 'error') throw new UserError(message)
  if (behaviour === 'warn') issue(step, 'warning', message)
  else if (behaviour === 'ignore') output(step, message)
  else
    throw new UserError(
      `Unrecognized if-no-files-found input. Provided: ${behaviour}. Available options: warn, error, ignore`,
    )
}

/** For one path, the part before its first wildcard, or the folder; for several, their common folder (its README). */
function commonFolder(files: string[], patterns: string[], workspace: string): string {
  const tops = patterns
    .map(pattern => pattern.trim())
    .filter(pattern => pattern !== '' && !pattern.startsWith('!'))
    .map(pattern => join(pattern.startsWith('/') ? '' : workspace, fixedPart(pattern)))
  if (files.length === 1 && tops.length === 1 && tops[0] === files[0]) return dirname(files[0] ?? '')
  const folders = tops.map(top => (isFolder(top) ? top.replace(/\/$/, '') : dirname(top)))
  return folders.reduce((common, folder) => sharedPrefix(common, folder))
}

function fixedPart(pattern: string): string {
  const segments = pattern.split('/')
  const wild = segments.findIndex(segment => /[*?[]/.test(segment))
  return wild < 0 ? pattern : `${segments.slice(0, wild).join('/')}/`
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function sharedPrefix(left: string, right: string): string {
  const parts = right.split('/')
  const same = left.split('/').findIndex((part, index) => part !== parts[index])
  return same < 0 ? left : left.split('/').slice(0, same).join('/')
}
