import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { all, type Change, CLEAN, change } from './fixtures/repository.ts'

const MAIN = join(import.meta.dirname, '../src/cli/main.ts')
const P = 'docker-compose.production.yml'
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standard-test-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function lay(...changes: Change[]): void {
  for (const [path, text] of all(...changes)(CLEAN)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

interface Outcome {
  code: number
  stdout: string
  stderr: string
}

function run(...args: string[]): Outcome {
  const nodeFlags = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map(
    name => `--disable-warning=${name}`,
  )
  try {
    const stdout = execFileSync(process.execPath, [...nodeFlags, MAIN, ...args, '--no-docker'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return { code: 0, stdout, stderr: '' }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { code: status, stdout, stderr }
  }
}

const latest = change(P, 'tsh-erp:${VERSION:?}', 'tsh-erp:${VERSION:-latest}')
const FINDING = {
  id: 'TAG-1',
  severity: 'E',
  file: P,
  line: 20,
  message: 'app_blue has a tag that defaults to latest',
  fix: 'Use `:${VERSION:?}`.',
}

test('a clean repository exits with 0', () => {
  lay()
  expect(run(folder)).toEqual({ code: 0, stdout: 'No findings\n', stderr: '' })
  expect(run(folder, '--json', '-')).toEqual({ code: 0, stdout: '{\n  "findings": []\n}\n', stderr: '' })
})

test('an error exits with 1, and is printed with its fix', () => {
  lay(latest)
  const { code, stdout } = run(folder)
  expect(code).toBe(1)
  expect(stdout).toBe(
    `E  TAG-1  ${P}:20  ${FINDING.message}\n   ${FINDING.fix}\n\n1 error, 0 warnings, 0 notes\n`,
  )
  const json = run(folder, '--json', '-')
  expect(json.code).toBe(1)
  expect(JSON.parse(json.stdout)).toEqual({ findings: [FINDING] })
})

test('findings are written as JSON and as SARIF', () => {
  lay(latest)
  const [json, sarif] = ['a.json', 'a.sarif'].map(name => join(folder, name))
  expect(run(folder, '--json', json ?? '', '--sarif', sarif ?? '').code).toBe(1)
  expect(JSON.parse(readFileSync(json ?? '', 'utf8'))).toEqual({ findings: [FINDING] })
  expect(JSON.parse(readFileSync(sarif ?? '', 'utf8'))).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ ruleId: 'TAG-1', level: 'error' }] }],
  })
})

test('warnings exit with 0, and so does every finding under "warn"', () => {
  lay(change(P, 'read_only: true', 'read_only: false'))
  expect(run(folder).code).toBe(0)
  lay(latest, change('.github/deploy.yml', 'standard: enforce', 'standard: warn'))
  expect(run(folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('TAG-1') })
})

test('"off" applies no rule', () => {
  lay(latest, change('.github/deploy.yml', 'standard: enforce', 'standard: off'))
  expect(run(folder)).toMatchObject({ code: 0, stdout: 'The standard is disabled by the settings file\n' })
})

test.each<[string[], RegExp]>([
  [[], /^✗ the folder of the repository is missing\. See npm run standard -- --help\n$/],
  [['a', 'b'], /^✗ expected one folder, got extra argument "b"\n$/],
  [['/missing'], /^✗ \/missing is not a directory\. Pass the path of a repository\n$/],
  [['.', '--bad'], /^✗ Unknown option '--bad'\. See npm run standard -- --help\n$/],
])('wrong arguments %j are one line', (args, message) => {
  expect(run(...args)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) })
})

test('an invalid settings file is reported on one line', () => {
  lay(change('.github/deploy.yml', 'standard: enforce', 'standrd: enforce'))
  expect(run(folder)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^✗ \.github\/deploy\.yml is not valid: line 2: standrd .*npm run settings[^\n]*\n$/,
    ),
  })
})
