import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import { reportFailure } from '../../src/reports/failure-report.ts'
import { deployInputs } from '../deploy-inputs.ts'

let folder: string
let printed: string
const saved = process.env
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'summary-'))
  process.env = { ...saved, GITHUB_STEP_SUMMARY: join(folder, 'summary') }
})
afterAll(() => {
  process.env = saved
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  writeFileSync(join(folder, 'summary'), '')
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += text
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
})

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const GREEN = { slot: 'green', previous: 'v1' }

/** The summary of a deployment whose container printed these lines at its end. */
async function summaryWith(
  lines: string,
  release: { slot?: string; previous?: string } = GREEN,
): Promise<string> {
  const State = { Status: 'exited', ExitCode: 1, OOMKilled: false, Error: '' }
  const container = JSON.stringify({ Name: '/erp-app_green-1', RestartCount: 0, State })
  const stdout = `app_green:state:1 0 ${base64(container)} \napp_green:lines:1 0 ${base64(lines)} \n`
  const remote = recordingRemote(() => ({ stdout }))
  const plan = {
    ...{ id: 'v2.42.1', slot: release.slot, profiles: [] },
    facts: {
      ...{ version: 'v2', sha: 'b', services: [], images: [], run: '', actor: '' },
      previous: release.previous === undefined ? undefined : { version: release.previous, sha: 'a' },
    },
  }
  const state = { env: '', proxy: undefined, active: 'blue', version: 'v1', sha: 'a', releases: [] }
  const failure = { step: 'start', starting: ['app_green'], cause: new Error('it failed'), state }
  await reportFailure(deployInputs(), remote, plan, failure)
  return readFileSync(join(folder, 'summary'), 'utf8')
}

const MARKUP = '</details><img src=x>[x](https://evil.example)'

test.each([
  ['the same fence', '````'],
  ['a longer fence', '``````````'],
  ['a fence that remains after removing another from it', '``````` ```'],
  ['a fence in pieces of escapes', '``\u001b[0m``\u001b[31m``'],
  ['a fence in pieces of control characters', '``\u0000``\u0007``'],
  ['a fence after a carriage return', 'x\r````'],
])('container logs do not break out of their block: %s', async (_name, fence) => {
  const summary = await summaryWith(`before\n${fence}\n${MARKUP}\n${fence}text\n${MARKUP}`)
  const [, block = '', after = ''] =
    /^````text\n([\s\S]*?)^````$([\s\S]*)/m.exec(summary.replaceAll('\r', '\n')) ?? []
  expect(block.match(/evil\.example/g)).toHaveLength(2)
  expect(after).not.toContain('evil.example')
  expect(block).not.toMatch(/^ {0,3}`{4}/m)
})

test('container logs cannot issue workflow commands', async () => {
  await summaryWith('::add-mask::x\n##[error]y\n\u001b::error::z')
  expect(printed).not.toMatch(/^[\s\p{Cc}]*::(add-mask|error)/mu)
  expect(printed).not.toContain('##[')
  expect(printed).toContain('| ::add-mask::x')
})

test.each([
  ['a slot without traffic', GREEN, 'v1 &#40;unchanged&#41;'],
  ['the first slot', { slot: 'blue' }, 'nothing &#40;unchanged&#41;'],
  ['a replacement in place', { previous: 'v1' }, 'services were being replaced; a rollback restores v1'],
  ['the first release in place', {}, /no previous version is recorded that a rollback could restore/],
])('names what is live after the failure of %s', async (_name, release, expected) => {
  const live = (await summaryWith('', release)).split('\n').find(line => line.startsWith('| Live |'))
  expect(live).toMatch(expected)
})
