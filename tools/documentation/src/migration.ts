import { RENAMED_INPUTS, RENAMED_OUTPUTS, type Renamed } from '@tsh/action'
import { inputName, RENAMED, RENAMED_RUN_INPUTS, SETTINGS } from '@tsh/settings'
import { code } from './action-file.ts'
import { table } from './tables.ts'

/** The tables of renamed inputs and outputs, old and new, for docs/migration.md. */
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

/** Outputs of workflows and their replacements. */
const WORKFLOW_OUTPUTS = [
  ['backup', 'output `backup-id` of backup.yml'],
  ['set-aside', 'the summary of restore.yml, because the name may contain a secret'],
] as const

/** Inputs of workflows with the same name as a setting inside a group. */
const GROUPED = [
  ...['python-version', 'node-version', 'edge-failure', 'database-service'],
  ...['encryption', 'kms-key', 'age-recipients', 'retention-days', 'keep-last'],
]

/** The table of the former inputs and outputs of the workflows, for docs/migration.md. */
export function renamedWorkflowTable(): string {
  const settings = RENAMED.map(({ old, setting, form }) => [
    'input',
    code(old),
    `setting ${code(setting)}${form === undefined ? '' : ` (${form})`}`,
  ])
  const grouped = SETTINGS.filter(setting => GROUPED.includes(inputName(setting))).map(setting => [
    'input',
    code(inputName(setting)),
    `setting ${code(setting.path)}`,
  ])
  const run = Object.entries(RENAMED_RUN_INPUTS).map(([old, now]) => [
    'input',
    code(old),
    `input ${code(now)}`,
  ])
  const outputs = WORKFLOW_OUTPUTS.map(([old, now]) => ['output', code(old), now])
  return table(['', 'before v1', 'v1'], [...settings, ...grouped, ...run, ...outputs], '\n')
}
