import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { application, recordingRemote } from '@tsh/testing'
import type { RollbackContext } from '../src/context.ts'
import type { RollbackInputs } from '../src/inputs.ts'
import { reportNothing, reportPlan, reportRolledBack } from '../src/report.ts'

const folder = mkdtempSync(join(tmpdir(), 'rollback-report-'))
const file = join(folder, 'summary.md')
beforeAll(() => {
  process.env.GITHUB_STEP_SUMMARY = file
  writeFileSync(file, '')
})
afterAll(() => {
  delete process.env.GITHUB_STEP_SUMMARY
  rmSync(folder, { recursive: true })
})

// The env file and the journal are untrusted: with write access to the server, one could add links and images to the
// page of a run.
test('version names from the server cannot inject Markdown into the summary', async () => {
  const hostile = 'v1`|\n\n```mermaid\n[x](https://evil.example)'
  const context = {
    ...{ inputs: { application } as RollbackInputs, remote: recordingRemote() },
    ...{ from: { version: hostile, sha: hostile }, to: { version: hostile, sha: hostile } },
  } as unknown as RollbackContext
  await reportNothing({ kind: 'nothing', why: hostile, live: hostile })
  await reportPlan(context)
  await reportRolledBack(context, '<b>', 1000)
  const summary = readFileSync(file, 'utf8')
  expect(summary).not.toMatch(/^```|^\[x\]|<b>/m)
  expect(summary).toContain(
    '| `v1 mermaid [x](https://evil.example)` | `v1 mermaid [x](https://evil.example)` | &#60;b&#62; |',
  )
})
