import { posix } from 'node:path'
import { get, scriptOf, textOf, type WorkflowJob, type WorkflowStep } from '@tsh/standard/reading'

interface ScriptLine {
  text: string
  /** The folder that it runs in, relative to the repository; undefined for its root. */
  folder: string | undefined
}

/** `cd backend` */
const CHANGE_FOLDER = /^cd (?!-)([\w./-]+)$/

/** The commands of a step, without those that expressions are part of: `cd web && npm ci && npm test` has two. */
export function linesOf(job: WorkflowJob, step: WorkflowStep): ScriptLine[] {
  let folder = folderOf(job, step)
  const lines: ScriptLine[] = []
  for (const text of textsIn(scriptOf(step))) {
    const target = CHANGE_FOLDER.exec(text)?.[1]
    if (target !== undefined) folder = normalFolder(posix.join(folder ?? '.', target))
    else lines.push(...commandsIn(text, folder))
  }
  return lines
}

const textsIn = (script: string): string[] =>
  script
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map(line => line.trim().replace(/\s+/g, ' '))
    .filter(line => line !== '' && !line.startsWith('#') && !line.includes('${{'))

/** The commands of a line, in the folders that it changes to. */
function commandsIn(text: string, start: string | undefined): ScriptLine[] {
  let folder = start
  return partsOf(text).flatMap(part => {
    const target = CHANGE_FOLDER.exec(part)?.[1]
    if (target === undefined) return [{ text: part, folder }]
    folder = normalFolder(posix.join(folder ?? '.', target))
    return []
  })
}

/** Parts of a loop, of a condition, or after an assignment depend on each other, so such a line is one command. */
function partsOf(text: string): string[] {
  const [, change, rest] = /^(cd [\w./-]+)(?: &&|;) ?(.+)$/.exec(text) ?? []
  if (change !== undefined && rest !== undefined) return [change, ...partsOf(rest)]
  return /["'`()|;]|^(export|if|for|while|until|case|source|\.|\[) /.test(text) ? [text] : text.split(' && ')
}

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
