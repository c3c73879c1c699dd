import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const TEMPLATE = join(import.meta.dirname, 'template')
/** Released folders have names of this form, which are also those of the tools' tests. */
const NAME = /^[a-z]+(-[a-z]+)*$/

export interface NewAction {
  /** Of the folder, the package and `uses`, such as `wait-for`. */
  name: string
  /** A sentence for action.yml and the list of all actions. */
  description: string
}

/** Why there can be no such action. @param existing the names of all actions */
export function newActionProblem(
  { name, description }: NewAction,
  existing: readonly string[],
): string | undefined {
  if (!NAME.test(name))
    return `the name of an action is lower-case words with hyphens, such as wait-for, got "${name}"`
  if (existing.includes(name)) return `there is an action ${name} already. Choose another name`
  if (!/^[A-Z].*\.$/.test(description))
    return `the description is a sentence about what the action does, such as "Waits until a URL responds.", got "${description}"`
  return undefined
}

/** Writes the hand-written files of a new action. @returns their paths in the project */
export function writeAction(project: string, action: NewAction): string[] {
  const files = readdirSync(TEMPLATE, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter(entry => entry.isFile())
    .map(entry => relative(TEMPLATE, join(entry.parentPath, entry.name)))
    .filter(file => !file.startsWith('node_modules'))
  const written = files.map(file => {
    const path = join('actions', action.name, filled(file, action))
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), filled(readFileSync(join(TEMPLATE, file), 'utf8'), action))
    return path
  })
  return written.sort()
}

/** A text of the template with the action's own names. */
function filled(text: string, { name, description }: NewAction): string {
  const pascal = name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const title = name.replaceAll('-', ' ')
  return text
    .replaceAll('example-action', name)
    .replaceAll('exampleAction', pascal.charAt(0).toLowerCase() + pascal.slice(1))
    .replaceAll('ExampleAction', pascal)
    .replaceAll('Example action', title.charAt(0).toUpperCase() + title.slice(1))
    .replaceAll('Does something.', description)
}
