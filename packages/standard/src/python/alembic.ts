import { posix } from 'node:path'
import type { RepositoryFiles } from '../model/files.ts'
import type { At } from '../yaml/node.ts'

export interface Revision {
  id: string
  /** The revisions before it. */
  down: string[]
  at: At
  downAt: At
}

/** The migrations of an `alembic.ini`. */
export interface Alembic {
  ini: string
  /** Folder with `env.py`. */
  scripts: string
  /** Folders of revisions. */
  versions: string[]
  revisions: Revision[]
}

/** Every `alembic.ini` of a repository with its revisions. */
export function alembicsOf(files: RepositoryFiles): Alembic[] {
  return files.paths
    .filter(path => posix.basename(path) === 'alembic.ini')
    .map(ini => {
      const text = files.text(ini) ?? ''
      const scripts = located(files, ini, option(text, 'script_location') ?? 'alembic')
      const listed =
        option(text, 'version_locations')
          ?.split(/[\s;,]+/)
          .filter(Boolean) ?? []
      const versions =
        listed.length > 0 ? listed.map(one => located(files, ini, one)) : [`${scripts}/versions`]
      return { ini, scripts, versions, revisions: revisionsIn(files, versions) }
    })
}

const option = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}\\s*=\\s*(.+)$`, 'm').exec(text)?.[1]?.trim()

/** Relative to the working directory of alembic, which is the folder of the file or the root. */
function located(files: RepositoryFiles, ini: string, location: string): string {
  const path = location
    .replace('%(here)s', '.')
    .replace(
      /^([\w.]+):(\w+)$/,
      (_, module: string, name: string) => `${module.replaceAll('.', '/')}/${name}`,
    )
  const [own = '', fromRoot = ''] = [posix.dirname(ini), '.'].map(folder =>
    posix.normalize(posix.join(folder, path)).replace(/\/$/, ''),
  )
  return !files.hasPath(own) && files.hasPath(fromRoot) ? fromRoot : own
}

function revisionsIn(files: RepositoryFiles, folders: readonly string[]): Revision[] {
  return files.paths
    .filter(path => path.endsWith('.py') && folders.some(folder => path.startsWith(`${folder}/`)))
    .flatMap(path => readRevision(path, files.text(path) ?? '') ?? [])
}

const REVISION = /^revision\s*(?::[^=\n]+)?=\s*["']([^"']+)["']/m
const DOWN = /^down_revision\s*(?::[^=\n]+)?=\s*(\([^)]*\)|\[[^\]]*\]|[^\n#]*)/m

export function readRevision(file: string, text: string): Revision | undefined {
  const own = REVISION.exec(text)
  const down = DOWN.exec(text)
  if (!own) return undefined
  const lineAt = (index: number): At => ({ file, line: text.slice(0, index).split('\n').length })
  return {
    id: own[1] ?? '',
    down: [...(down?.[1] ?? '').matchAll(/["']([^"']+)["']/g)].map(([, id = '']) => id),
    at: lineAt(own.index),
    downAt: lineAt(down?.index ?? own.index),
  }
}

/** Revisions without a successor. */
export function headsOf(revisions: readonly Revision[]): Revision[] {
  const followed = new Set(revisions.flatMap(({ down }) => down))
  return revisions.filter(({ id }) => !followed.has(id))
}
