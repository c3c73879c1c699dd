import { RENAMED_INPUTS, RENAMED_OUTPUTS, type Renamed } from '../../packages/action/src/index.ts'
import { code } from './action-file.ts'
import { table } from './tables.ts'

/** The tables of what was renamed, old and new, for docs/migration.md. */
export function renamedTables(): string {
  const actions = [...new Set([...Object.keys(RENAMED_INPUTS), ...Object.keys(RENAMED_OUTPUTS)])].sort()
  return actions.map(sectionOf).join('')
}

function sectionOf(action: string): string {
  const inputs = Object.entries(RENAMED_INPUTS[action] ?? {}).map(([old, now]) => [
    'input',
    code(old),
    nowText(now),
  ])
  const outputs = Object.entries(RENAMED_OUTPUTS[action] ?? {}).map(([old, now]) => [
    'output',
    code(old),
    nowText(now),
  ])
  return `### ${action}\n\n${table(['', 'before v1', 'v1'], [...inputs, ...outputs], '\n')}`
}

function nowText({ name, action, note }: Renamed): string {
  const where = action === undefined ? '' : ` of ${action}`
  return `${code(name)}${where}${note === undefined ? '' : ` (${note})`}`
}
