import { existsSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { actionFile } from './docs/action-file.ts'
import { between } from './docs/between.ts'
import { actionNames, definitionOf } from './docs/definitions.ts'
import { renamedTables } from './docs/migration.ts'
import { actionTables, workflowTable } from './docs/tables.ts'

const root = resolve(import.meta.dirname, '..')

/** A file that is generated, in whole or between marks. */
interface Generated {
  file: string
  /** @param text what it has now; empty when it does not exist */
  make(text: string): Promise<string>
  /** Whether nothing in it is written by hand. */
  whole?: boolean
}

/** Writes what is generated from the definitions. @returns the files that were out of date */
export async function writeDocs(): Promise<string[]> {
  const stale = await staleDocs(fromDisk)
  for (const { file, current } of stale) await writeFile(join(root, file), current)
  return stale.map(({ file }) => file)
}

/** What is out of date or missing, each as a sentence with its fix. @param read the text of a file, where it exists */
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
    { file: 'README.md', make: rootReadme },
    { file: 'docs/migration.md', make: text => between(text, 'renamed', async () => renamedTables()) },
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

/** Quotes the files that it names, and tables the inputs of the workflows. */
async function rootReadme(text: string): Promise<string> {
  const quoted = await between(text, 'file', async path => {
    return `\`\`\`yaml\n${await readFile(join(root, path), 'utf8')}\`\`\`\n`
  })
  return between(quoted, 'workflow', async name => {
    const { on } = parse(await readFile(join(root, '.github/workflows', name), 'utf8'))
    return workflowTable(on.workflow_call.inputs)
  })
}

if (process.argv[1] === import.meta.filename) {
  for (const file of await writeDocs()) console.error(`Wrote ${file}`)
}
