import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const TEMPLATE = join(import.meta.dirname, 'template')
/** The format of released folder names, also used by the tests of the tools. */
const NAME = /^[a-z]+(-[a-z]+)*$/

export interface NewAction {
  /** Name of the folder, the package and `uses`, such as `wait-for`. */
  name: string
  /** A sentence for action.yml and the list of all actions. */
  description: string
}

/** Why the action cannot be created. @param existing the names of all actions */
export function newActionProblem(
  { name, description }: NewAction,
  existing: readonly string[],
): string | undefined {
  if (!NAME.test(name))
    return `the name of an action must be lower-case with hyphens, such as wait-for, got "${name}"`
  if (existing.includes(name)) return `action ${name} already exists. Choose another name`
  if (!/^[A-Z].*\.$/.test(description))
    return `the description must be a sentence, such as "Waits until a URL responds.", got "${description}"`
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

/** A template file with the names of the action. */
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
