import { expect, test } from '@jest/globals'
import { evaluate } from '../src/evaluate.ts'
import { repositoryFiles } from '../src/model/files.ts'
import { repositoryOf } from '../src/model/repository.ts'
import { all, CLEAN, change, type Texts, TODAY } from './fixtures/repository.ts'

const SETTINGS = '.github/deploy.yml'
const P = 'docker-compose.production.yml'
const unsafe = change(P, 'read_only: true', 'read_only: false')

const evaluated = (texts: Texts) => evaluate(repositoryOf(repositoryFiles(texts)), TODAY)
const found = (texts: Texts): string[] =>
  evaluated(texts).findings.map(({ id, file, line }) => `${id} ${file}:${line}`)

const ignoring = (entry: string, mode = 'enforce') =>
  change(SETTINGS, 'standard: enforce', `standard:\n  mode: ${mode}\n  ignore:\n    - { ${entry} }`)

const REASON = 'reason: written by the report service'

test.each<[string, string, string[]]>([
  ['until its date', `id: CON-4, ${REASON}, until: ${TODAY}`, []],
  ['not past its date', `id: CON-4, ${REASON}, until: 2026-06-29`, [`STD-1 ${SETTINGS}:5`, `CON-4 ${P}:13`]],
  ['in its file', `id: CON-4, file: ${P}, ${REASON}, until: 2030-01-01`, []],
  [
    'not in another file',
    `id: CON-4, file: compose.yml, ${REASON}, until: 2030-01-01`,
    [`CON-4 ${P}:13`, `STD-2 ${SETTINGS}:5`],
  ],
  ['and no other rule', `id: CON-5, ${REASON}, until: 2030-01-01`, [`CON-4 ${P}:13`, `STD-2 ${SETTINGS}:5`]],
])('a rule is silenced %s', (_name, entry, expected) => {
  expect(found(all(unsafe, ignoring(entry))(CLEAN))).toEqual(expected)
})

test('an environment can also ignore a rule', () => {
  const inProduction = change(
    SETTINGS,
    '    path: /opt/tsh-erp\n',
    `    path: /opt/tsh-erp\n    standard: { ignore: [{ id: CON-4, ${REASON}, until: 2030-01-01 }] }\n`,
  )
  expect(found(all(unsafe, inProduction)(CLEAN))).toEqual([])
})

test.each<[string, string | undefined]>([
  ['standard: enforce', 'enforce'],
  ['standard: warn', 'warn'],
  ['standard: { mode: off }', 'off'],
  ['standard: { ports: {} }', undefined],
  ['telegram: {}', undefined],
])('the mode of "%s" is %s', (text, mode) => {
  const { mode: own, findings } = evaluated(all(unsafe, change(SETTINGS, 'standard: enforce', text))(CLEAN))
  expect(own).toBe(mode)
  expect(findings.length).toBe(mode === 'off' ? 0 : 1)
})

test('the strictest mode of the environments applies', () => {
  const strict = change(
    SETTINGS,
    '    path: /opt/tsh-erp\n',
    '    path: /opt/tsh-erp\n    standard: enforce\n',
  )
  expect(evaluated(all(change(SETTINGS, 'standard: enforce', 'standard: warn'), strict)(CLEAN)).mode).toBe(
    'enforce',
  )
})
