import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { code } from './action-file.ts'
import { table } from './tables.ts'

interface Manifest {
  description?: string
  dependencies?: Record<string, string>
}

const SCOPE = '@tsh/'

/** The table of the shipped packages, with their allowed imports according to package.json. */
export function packageTable(root: string): string {
  const folder = join(root, 'packages')
  const names = readdirSync(folder).filter(name => existsSync(join(folder, name, 'package.json')))
  const rows = names.sort().map(name => {
    const text = readFileSync(join(folder, name, 'package.json'), 'utf8')
    return rowOf(name, JSON.parse(text) as Manifest)
  })
  return table(['package', 'what it has', 'may import'], rows)
}

/** @throws Error if the package has no description */
function rowOf(name: string, { description, dependencies = {} }: Manifest): string[] {
  if (!description) throw new Error(`packages/${name}/package.json has no "description". Add a sentence.`)
  const names = Object.keys(dependencies)
  const own = names.filter(one => one.startsWith(SCOPE)).map(one => one.slice(SCOPE.length))
  const others = names.filter(one => !one.startsWith(SCOPE)).map(code)
  return [code(name), description, [...own, ...others].join(', ')]
}
