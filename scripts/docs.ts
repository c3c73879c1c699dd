import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '..')

interface Described {
  description?: string
  required?: boolean
  default?: string | boolean
}

function tables(inputs: Record<string, Described>, outputs: Record<string, Described>): string {
  const given = Object.entries(inputs).map(([name, { description = '', required, default: value }]) => {
    const otherwise = required ? 'required' : value === undefined || value === '' ? '' : `\`${value}\``
    return `| \`${name}\` | ${cell(description)} | ${otherwise} |`
  })
  const got = Object.entries(outputs).map(
    ([name, { description = '' }]) => `| \`${name}\` | ${cell(description)} |`,
  )
  const lines = [
    ...(given.length > 0 ? ['| input | what it is | default |', '| --- | --- | --- |', ...given, ''] : []),
    ...(got.length > 0 ? ['| output | what it is |', '| --- | --- |', ...got, ''] : []),
  ]
  return lines.join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Rewrites the tables and quoted files of all READMEs. @returns the files that were out of date */
export async function writeDocs(): Promise<string[]> {
  const stale = await staleDocs()
  for (const { file, current } of stale) await writeFile(join(root, file), current)
  return stale.map(({ file }) => file)
}

/** What is wrong with the READMEs, each as a sentence with its fix. */
export async function docsProblems(): Promise<string[]> {
  const missing = (await readmes()).filter(file => !existsSync(join(root, file)))
  const stale = await staleDocs()
  return [
    ...missing.map(
      file => `${file} is missing. Write one like those of the other actions, then run "npm run docs".`,
    ),
    ...stale.map(({ file }) => `${file} is out of date. Run "npm run docs" and commit it.`),
  ]
}

async function readmes(): Promise<string[]> {
  const actions = await readdir(join(root, 'actions'))
  return ['README.md', ...actions.map(action => `actions/${action}/README.md`)]
}

async function staleDocs(): Promise<{ file: string; current: string }[]> {
  const stale: { file: string; current: string }[] = []
  for (const file of await readmes()) {
    if (!existsSync(join(root, file))) continue
    const text = await readFile(join(root, file), 'utf8')
    const current = file === 'README.md' ? await rootReadme(text) : await actionReadme(text, dirname(file))
    if (current !== text) stale.push({ file, current })
  }
  return stale
}

async function actionReadme(text: string, folder: string): Promise<string> {
  const { inputs = {}, outputs = {} } = parse(await readFile(join(root, folder, 'action.yml'), 'utf8'))
  return between(text, 'tables', async () => tables(inputs, outputs))
}

/** Quotes the files that it names, and tables the inputs of the workflows. */
async function rootReadme(text: string): Promise<string> {
  const quoted = await between(text, 'file', async path => {
    return `\`\`\`yaml\n${await readFile(join(root, path), 'utf8')}\`\`\`\n`
  })
  return between(quoted, 'workflow', async name => {
    const { on } = parse(await readFile(join(root, '.github/workflows', name), 'utf8'))
    return tables(on.workflow_call.inputs, {})
  })
}

/** Replaces what stands between `<!-- mark argument -->` and `<!-- /mark -->`. */
async function between(
  text: string,
  mark: string,
  make: (argument: string) => Promise<string>,
): Promise<string> {
  const parts = text.split(new RegExp(`(<!-- ${mark}(?: \\S+)? -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`))
  for (let at = 1; at < parts.length; at += 3) {
    const argument = /^<!-- \S+ (\S+) -->/.exec(parts[at] ?? '')?.[1] ?? ''
    parts[at] += await make(argument)
  }
  return parts.join('')
}

if (process.argv[1] === import.meta.filename) {
  for (const file of await writeDocs()) console.error(`Wrote ${file}`)
}
