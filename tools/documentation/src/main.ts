import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { settingsReference } from '@tsh/settings/reference'
import { standardReference } from '@tsh/standard/reference'
import { parse } from 'yaml'
import { actionFile } from './action-file.ts'
import { between } from './between.ts'
import { actionNames, type Definition, definitionOf } from './definitions.ts'
import { renamedTables, renamedWorkflowTable } from './migration.ts'
import { packageTable } from './packages.ts'
import { actionLinks, actionTables, secretsTable, workflowTables } from './tables.ts'
import { withBlocks } from './workflow-blocks.ts'
import { SECRETS } from './workflow-interface.ts'

const root = resolve(import.meta.dirname, '../../..')
const WORKFLOWS = '.github/workflows'

/** A file that is generated completely or between markers. */
interface Generated {
  file: string
  /** @param text the current content; empty if it does not exist */
  make(text: string): Promise<string>
  /** Whether it is generated completely. */
  whole?: boolean
}

/** Writes all files generated from the definitions. @returns the files that were out of date */
export async function writeDocs(): Promise<string[]> {
  const stale = await staleDocs(fromDisk)
  for (const { file, current } of stale) await writeFile(join(root, file), current)
  return stale.map(({ file }) => file)
}

/** Outdated or missing files, each as a sentence with its fix. @param read returns the text of a file, if it exists */
export async function docsProblems(read: Read = fromDisk): Promise<string[]> {
  const missing = generatedFiles().filter(({ file, whole }) => !whole && read(file) === undefined)
  const stale = await staleDocs(read)
  return [
    ...missing.map(
      ({ file }) => `${file} is missing. Write one like those of the other actions, then run "npm run docs".`,
    ),
    ...stale.map(({ file }) => `${file} is out of date. Run "npm run docs" and commit it.`),
  ]
}

type Read = (file: string) => string | undefined

function fromDisk(file: string): string | undefined {
  const path = join(root, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function generatedFiles(): Generated[] {
  return [
    ...['README.md', 'ARCHITECTURE.md', ...filesIn('docs', '.md')].map(file => ({ file, make: document })),
    ...filesIn(WORKFLOWS, '.yml').map(file => ({ file, make: async (text: string) => withBlocks(text) })),
    ...actionNames(root).flatMap((action): Generated[] => [
      {
        file: `actions/${action}/action.yml`,
        make: async () => actionFile(await definitionOf(root, action)),
        whole: true,
      },
      {
        file: `actions/${action}/README.md`,
        make: text => between(text, 'tables', async () => actionTables(await definitionOf(root, action))),
      },
    ]),
  ]
}

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith(ending))
    .map(name => `${folder}/${name}`)

async function staleDocs(read: Read): Promise<{ file: string; current: string }[]> {
  const stale: { file: string; current: string }[] = []
  for (const { file, make, whole } of generatedFiles()) {
    const text = read(file)
    if (text === undefined && !whole) continue
    const current = await make(text ?? '')
    if (current !== text) stale.push({ file, current })
  }
  return stale
}

/** Generated content between markers of documents: quoted files and tables. */
const MARKS: Record<string, (argument: string) => Promise<string>> = {
  file: async path => `\`\`\`yaml\n${await readFile(join(root, path), 'utf8')}\`\`\`\n`,
  workflow: async name => {
    const { on } = parse(await readFile(join(root, WORKFLOWS, name), 'utf8'))
    return workflowTables(on.workflow_call)
  },
  secrets: async () => secretsTable(SECRETS),
  actions: async () => actionLinks(await definitions()),
  packages: async () => packageTable(root),
  renamed: async () => renamedTables(),
  'renamed-workflows': async () => renamedWorkflowTable(),
  settings: async () => settingsReference(),
  standard: async () => standardReference(),
}

async function definitions(): Promise<Record<string, Definition>> {
  const all = actionNames(root).map(async action => [action, await definitionOf(root, action)] as const)
  return Object.fromEntries(await Promise.all(all))
}

async function document(text: string): Promise<string> {
  let current = text
  for (const [mark, make] of Object.entries(MARKS)) current = await between(current, mark, make)
  return current
}

if (process.argv[1] === import.meta.filename) {
  for (const file of await writeDocs()) console.error(`Wrote ${file}`)
}
