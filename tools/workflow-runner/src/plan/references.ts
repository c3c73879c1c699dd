import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { UserError } from '@tsh/action'
import type { Source } from './definition.ts'

/** The target of a step's `uses:`. */
export type StepReference =
  | { kind: 'workspace'; path: string }
  | { kind: 'action'; source: Source }
  | { kind: 'builtin'; name: string }

/** The repositories of a run: `owner/name` to a folder. */
export type Repositories = ReadonlyMap<string, string>

export function unknownRepository(name: string, repositories: Repositories): string {
  return `actions/checkout: the repository '${name}' is not known; known are ${[...repositories.keys()].join(', ')}`
}

export const BUILTIN_ACTIONS = [
  'actions/checkout',
  'actions/setup-node',
  'actions/setup-python',
  'actions/upload-artifact',
  'actions/download-artifact',
]

export function stepReference(uses: string, from: Source, repositories: Repositories): StepReference {
  if (uses.startsWith('docker://')) throw new UserError(`uses: ${uses}: docker actions are not supported`)
  if (uses.startsWith('./') || uses === '.') return { kind: 'workspace', path: uses }
  if (uses.startsWith('$/')) return { kind: 'action', source: { ...from, path: selfPath(uses) } }
  const { repository, path, ref } = remoteReference(uses)
  const root = repositories.get(repository.toLowerCase())
  if (root) return { kind: 'action', source: { root, path, repository, ref } }
  if (!path && BUILTIN_ACTIONS.includes(repository.toLowerCase()))
    return { kind: 'builtin', name: repository.toLowerCase() }
  throw new UserError(
    `uses: ${uses}: this action is not supported; known are ./…, $/…, ${BUILTIN_ACTIONS.join(', ')}, and the repositories ${[...repositories.keys()].join(', ')}`,
  )
}

/** The workflow file that a job's `uses:` calls. */
export function workflowReference(uses: string, from: Source, repositories: Repositories): Source {
  const source = uses.startsWith('./')
    ? { ...from, path: posix.normalize(uses) }
    : uses.startsWith('$/')
      ? { ...from, path: selfPath(uses) }
      : remoteWorkflow(uses, repositories)
  if (posix.dirname(source.path) !== '.github/workflows') {
    throw new UserError(`uses: ${uses}: a called workflow must lie directly in .github/workflows`)
  }
  if (!existsSync(join(source.root, source.path))) {
    throw new UserError(`uses: ${uses}: there is no file '${source.path}' in ${source.repository}`)
  }
  return source
}

function remoteWorkflow(uses: string, repositories: Repositories): Source {
  const { repository, path, ref } = remoteReference(uses)
  const root = repositories.get(repository.toLowerCase())
  if (!root)
    throw new UserError(
      `uses: ${uses}: the repository ${repository} is not known here; known are ${[...repositories.keys()].join(', ')}`,
    )
  return { root, path, repository, ref }
}

function selfPath(uses: string): string {
  if (uses.includes('@'))
    throw new UserError(`uses: ${uses}: a reference to the own repository takes no @ref`)
  const path = posix.normalize(uses.slice(2))
  if (path.startsWith('..')) throw new UserError(`uses: ${uses}: the path leaves the repository`)
  return path
}

function remoteReference(uses: string): { repository: string; path: string; ref: string } {
  const match = /^([^/@\s]+\/[^/@\s]+)((?:\/[^@\s]+)?)@(\S+)$/.exec(uses)
  if (!match)
    throw new UserError(`uses: ${uses}: expected {owner}/{repository}[/path]@{ref}, ./path or $/path`)
  const [, repository = '', path = '', ref = ''] = match
  return { repository, path: path.slice(1), ref }
}
