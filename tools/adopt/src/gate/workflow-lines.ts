import { posix } from 'node:path'
import { get, scriptOf, textOf, type WorkflowJob, type WorkflowStep } from '@tsh/standard/reading'

export interface ScriptLine {
  text: string
  /** The folder that it runs in, relative to the repository; undefined for its root. */
  folder: string | undefined
}

/** `cd backend`, and `cd backend && pytest`. */
const CHANGE_FOLDER = /^cd (?!-)([\w./-]+)(?:(?: &&|;) ?(.+))?$/

/** The commands of a step, without those that expressions are part of: `npm ci && npm test` are two. */
export function linesOf(job: WorkflowJob, step: WorkflowStep): ScriptLine[] {
  let folder = folderOf(job, step)
  return scriptOf(step)
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map(line => line.trim().replace(/\s+/g, ' '))
    .filter(line => line !== '' && !line.startsWith('#') && !line.includes('${{'))
    .flatMap((text): ScriptLine[] => {
      const [, target, rest] = CHANGE_FOLDER.exec(text) ?? []
      if (target === undefined) return partsOf(text).map(part => ({ text: part, folder }))
      const inside = normalFolder(posix.join(folder ?? '.', target))
      if (rest !== undefined) return partsOf(rest).map(part => ({ text: part, folder: inside }))
      folder = inside
      return []
    })
}

/** A line with quotes, groups or alternatives is one command. */
const partsOf = (text: string): string[] => (/["'`()|]/.test(text) ? [text] : text.split(' && '))

function folderOf(job: WorkflowJob, { node }: WorkflowStep): string | undefined {
  const own =
    textOf(get(node, 'working-directory')) ?? textOf(get(job.node, 'defaults', 'run', 'working-directory'))
  return own === undefined || own.includes('$') ? undefined : normalFolder(own)
}

/** Without `./` and a slash at the end; undefined for the root. */
function normalFolder(path: string): string | undefined {
  const folder = posix.normalize(path).replace(/\/$/, '')
  return folder === '.' || folder === '' ? undefined : folder
}
