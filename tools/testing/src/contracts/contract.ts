import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Described {
  description?: string
}
/** An input without any key is null in YAML. */
interface ActionFile {
  inputs?: Record<string, Described | null>
  outputs?: Record<string, Described>
  runs?: object
}

/**
 * Violations of the contract of an action, each as a sentence with its fix.
 * @param root folder of the project
 */
export function actionProblems(root: string, action: string): string[] {
  const folder = join('actions', action)
  const metadata = parse(readFileSync(join(root, folder, 'action.yml'), 'utf8')) as ActionFile
  return [
    ...descriptionProblems(folder, metadata),
    ...runsProblems(folder, metadata),
    ...readmeProblems(root, action, metadata),
    ...listingProblems(root, action),
    ...templateProblems(root, action),
  ]
}

function descriptionProblems(folder: string, { inputs = {}, outputs = {} }: ActionFile): string[] {
  return Object.entries({ ...inputs, ...outputs })
    .filter(([, declared]) => !/\w.*[.)]$/s.test(declared?.description?.trim() ?? ''))
    .map(([name]) => `${folder}/action.yml: "${name}" has no description. Describe it in a sentence.`)
}

function runsProblems(folder: string, { runs = {} }: ActionFile): string[] {
  // A post step runs the same bundle, which detects it by its state.
  const found = JSON.stringify({ post: 'index.js', ...runs }, ['using', 'main', 'post'])
  const expected = JSON.stringify({ using: 'node24', main: 'index.js', post: 'index.js' })
  if (found === expected) return []
  return [`${folder}/action.yml: "runs" is ${JSON.stringify(runs)}. Set using: node24 and main: index.js.`]
}

function readmeProblems(root: string, action: string, { inputs = {}, outputs = {} }: ActionFile): string[] {
  const file = join('actions', action, 'README.md')
  if (!existsSync(join(root, file)))
    return [`${file} is missing. Write one like those of the other actions, then run "npm run docs".`]
  const text = readFileSync(join(root, file), 'utf8')
  const unlisted = Object.keys({ ...inputs, ...outputs }).filter(name => !text.includes(`| \`${name}\` |`))
  const usage = `uses: tsh/actions/${action}@v1`
  return [
    ...unlisted.map(name => `${file} does not list "${name}". Run "npm run docs" and commit it.`),
    ...(text.includes(usage) ? [] : [`${file} has no example. Add one with "${usage}".`]),
  ]
}

function listingProblems(root: string, action: string): string[] {
  const listed = readFileSync(join(root, 'README.md'), 'utf8').includes(`](actions/${action}/README.md `)
  return listed ? [] : [`README.md does not list ${action}. Run "npm run docs" and commit it.`]
}

/** Files that still contain text of the template of `npm run new-action`. */
function templateProblems(root: string, action: string): string[] {
  return ['action.yml', 'README.md']
    .map(name => join('actions', action, name))
    .filter(
      file => existsSync(join(root, file)) && readFileSync(join(root, file), 'utf8').includes('Replace this'),
    )
    .map(file => `${file} has text of the template. Replace the parts marked "Replace this".`)
}
