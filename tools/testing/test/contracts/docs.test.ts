import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { actionFile } from '@tsh/documentation/action-file'
import { requirePlainDescriptions } from '@tsh/documentation/definitions'
import { docsProblems } from '@tsh/documentation/main'
import { renamedTables, renamedWorkflowTable } from '@tsh/documentation/migration'
import { actionTables, workflowTables } from '@tsh/documentation/tables'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../../../..')

const definition = {
  action: { name: 'Example', description: 'Does something.', post: true },
  inputs: {
    version: { description: 'The version.', required: true },
    mode: { description: 'How it is done.', default: 'fast' },
    service: { description: 'The service.', required: true, setting: 'service' },
    slots: { description: 'The slots.', default: 'blue\ngreen', setting: 'slots' },
    note: { description: 'A | B.' },
  },
  outputs: { result: { description: 'The result.' } },
}

test('a description with an expression is refused by name', () => {
  const jobs = { description: 'Usually `${{ toJSON(needs) }}`.' }
  expect(() => requirePlainDescriptions('example', definition)).not.toThrow()
  expect(() => requirePlainDescriptions('example', { ...definition, outputs: { jobs } })).toThrow(
    /^actions\/example\/src\/definition\.ts: the description of "jobs" contains /,
  )
})

test('action.yml matches the definition, and has no default that a setting could not override', () => {
  const text = actionFile(definition)
  expect(text).toMatch(/^# Generated from src\/definition\.ts\. .*npm run docs/)
  expect(parse(text)).toEqual({
    name: 'Example',
    description: 'Does something.',
    inputs: {
      version: { description: 'The version.', required: true },
      mode: { description: 'How it is done.', default: 'fast' },
      service: { description: 'The service.' },
      slots: { description: 'The slots. Default: `blue, green`.' },
      note: { description: 'A | B.' },
    },
    outputs: { result: { description: 'The result.' } },
    runs: { using: 'node24', main: 'index.js', post: 'index.js' },
  })
})

test('the README lists inputs with their defaults and settings, and outputs', () => {
  expect(actionTables(definition)).toBe(`| input | description | default |
| --- | --- | --- |
| \`version\` | The version. | required |
| \`mode\` | How it is done. | \`fast\` |
| \`service\` | The service. Setting \`service\`. | required, here or as the setting |
| \`slots\` | The slots. Setting \`slots\`. | \`blue, green\` |
| \`note\` | A \\| B. |  |

| output | description |
| --- | --- |
| \`result\` | The result. |

`)
  expect(actionTables({ inputs: {}, outputs: {} })).toBe('')
})

test('the table of a workflow has its defaults', () => {
  const inputs = { host: { description: 'A.', required: true }, port: { description: 'B.', default: '22' } }
  expect(workflowTables({ inputs })).toContain('| `host` | A. | required |\n| `port` | B. | `22` |\n')
})

test('the migration guide lists every renamed input and output', () => {
  const text = renamedTables()
  expect(text).toContain('### ssh-deploy\n')
  expect(text).toContain('| input | `deploy-path` | `path` |')
  expect(text).toContain('| input | `allow-foreign` | `allow-other-server-reason` of pg-restore |')
  expect(text).toContain('| output | `from` | `replaced-version` |')
})

test('the migration guide lists the replacement of a workflow input', () => {
  const text = renamedWorkflowTable()
  expect(text).toContain('| input | `deploy-path` | setting `path` |')
  expect(text).toContain('| input | `encryption` | setting `backup.encryption` |')
  expect(text).toContain('| input | `allow-foreign` | input `allow-other-server-reason` |')
  expect(text).toContain(
    '| output | `set-aside` | the summary of restore.yml, because the name may contain a secret |',
  )
})

describe('a generated file that is not current', () => {
  const read = (changed: Record<string, string | undefined>) => (file: string) =>
    file in changed ? changed[file] : readFileSync(join(root, file), 'utf8')
  const problemsWith = (changed: Record<string, string | undefined>) => docsProblems(read(changed))

  test('is reported with the command that generates it', async () => {
    expect(await problemsWith({})).toEqual([])
    const actionYml = 'actions/rollback/action.yml'
    const changed = readFileSync(join(root, actionYml), 'utf8').replace(
      'default: automatic',
      'default: manual',
    )
    expect(await problemsWith({ [actionYml]: changed })).toEqual([
      `${actionYml} is out of date. Run "npm run docs" and commit it.`,
    ])
    const readme = 'actions/rollback/README.md'
    const cut = readFileSync(join(root, readme), 'utf8').replace('| `jump` |', '| `hop` |')
    expect(await problemsWith({ [readme]: cut })).toEqual([
      `${readme} is out of date. Run "npm run docs" and commit it.`,
    ])
  })

  test('is reported if it is missing', async () => {
    expect(await problemsWith({ 'actions/rollback/action.yml': undefined })).toEqual([
      'actions/rollback/action.yml is out of date. Run "npm run docs" and commit it.',
    ])
    expect(await problemsWith({ 'actions/rollback/README.md': undefined })).toEqual([
      expect.stringContaining('actions/rollback/README.md is missing. Write one like those'),
    ])
  })
})
