import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '..')

interface Described {
  description?: string
  required?: boolean
  default?: string | boolean
}

/** The README with the tables between its markers made anew from action.yml or a workflow's `workflow_call`. */
export function withTables(
  readme: string,
  inputs: Record<string, Described>,
  outputs: Record<string, Described>,
): string {
  const given = Object.entries(inputs).map(([name, { description = '', required, default: value }]) => {
    const otherwise = required ? 'required' : value === undefined || value === '' ? '' : `\`${value}\``
    return `| \`${name}\` | ${cell(description)} | ${otherwise} |`
  })
  const got = Object.entries(outputs).map(
    ([name, { description = '' }]) => `| \`${name}\` | ${cell(description)} |`,
  )
  const tables = [
    ...(given.length > 0 ? ['| input | what it is | default |', '| --- | --- | --- |', ...given, ''] : []),
    ...(got.length > 0 ? ['| output | what it is |', '| --- | --- |', ...got, ''] : []),
  ]
  return readme.replace(
    /(<!-- tables -->\n)[\s\S]*?(<!-- \/tables -->)/,
    (_all, start, end) => `${start}${tables.join('\n')}${end}`,
  )
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Writes all tables; returns the files whose text was not up to date. */
export async function writeDocs({ check }: { check: boolean }): Promise<string[]> {
  const stale: string[] = []
  for (const action of await readdir(join(root, 'actions'))) {
    const path = join(root, 'actions', action, 'README.md')
    const { inputs = {}, outputs = {} } = parse(
      await readFile(join(root, 'actions', action, 'action.yml'), 'utf8'),
    )
    const readme = await readFile(path, 'utf8')
    const current = withTables(readme, inputs, outputs ?? {})
    if (current === readme) continue
    stale.push(`actions/${action}/README.md`)
    if (!check) await writeFile(path, current)
  }
  return stale
}

if (process.argv[1] === import.meta.filename) {
  for (const file of await writeDocs({ check: false })) console.error(`wrote ${file}`)
}
