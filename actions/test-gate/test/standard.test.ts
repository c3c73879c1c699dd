import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { shell } from '@tsh/shell'
import type { Finding } from '@tsh/standard'
import { checkStandard } from '../src/standard/check-standard.ts'
import { standardProblem } from '../src/standard/standard-problem.ts'
import { annotations } from '../src/verdict.ts'

let folder: string
const before = process.cwd()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gate-standard-'))
  writeFileSync(
    join(folder, 'compose.yml'),
    'services:\n  app:\n    image: app:latest\n    privileged: true\n',
  )
  execFileSync('git', ['init', '-q', folder])
  execFileSync('git', ['-C', folder, 'add', '--all'])
  process.chdir(folder)
})
afterEach(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true })
})

const check = (mode: 'off' | 'warn' | 'enforce', sarifFile?: string) =>
  checkStandard({ mode, settingsPath: '.github/deploy.yml', sarifFile }, shell)

test('off applies no rule', async () => {
  expect(await check('off')).toBeUndefined()
})

test('warn reports what enforce refuses', async () => {
  const [warned, enforced] = [await check('warn'), await check('enforce')]
  expect(warned?.problem).toBeUndefined()
  expect(warned?.annotations.filter(({ level }) => level === 'error')).toEqual([])
  expect(enforced?.findings).toEqual(warned?.findings)
  expect(enforced?.problem).toContain('violates the deployment standard: ')
  expect(enforced?.annotations[0]).toMatchObject({ level: 'error', file: 'compose.yml' })
  expect(enforced?.summary).toMatch(/^### Deployment standard\n\n\d+ errors.*mode `enforce`\n\n\|/)
})

test('only tracked files are checked, and SARIF is written where it is wanted', async () => {
  writeFileSync(join(folder, 'id_rsa'), '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n')
  const report = await check('warn', 'found.sarif')
  expect(report?.findings.map(({ file }) => file)).not.toContain('id_rsa')
  const { readFileSync } = await import('node:fs')
  expect(JSON.parse(readFileSync('found.sarif', 'utf8')).version).toBe('2.1.0')
})

const finding = (severity: Finding['severity'], line: number): Finding => ({
  ...{ id: 'PORT-2', severity, file: 'compose.yml', line, message: 'two services use port 80' },
  fix: 'Use another port.',
})

describe('the problem', () => {
  test.each([
    ['warns', 'warn', [finding('E', 1)], undefined],
    ['has no error', 'enforce', [finding('W', 1), finding('N', 2)], undefined],
    [
      'names findings and counts the others',
      'enforce',
      [1, 2, 3, 4, 5, 6, 7].map(line => finding('E', line)),
      expect.stringMatching(/: PORT-2 at compose.yml:1, .*:5, and 2 more\. Fix it, or add an entry/),
    ],
  ] as const)('%s', (_name, mode, findings, problem) => {
    expect(standardProblem(findings, mode)).toEqual(problem)
  })
})

test('errors of findings share the ten annotations with the problems and failed tests', () => {
  const annotation = (level: 'error' | 'warning') => ({
    ...{ level, file: 'compose.yml', line: 1, title: 'PORT-2', message: 'two services use port 80' },
  })
  const all = [...Array(8).fill(annotation('error')), ...Array(2).fill(annotation('warning'))]
  const levels = annotations([], 4, all).map(({ level }) => level)
  expect(levels).toEqual([...Array(6).fill('error'), 'warning', 'warning'])
})
