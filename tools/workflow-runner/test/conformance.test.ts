import { describe, expect, test } from '@jest/globals'
import { actionCases } from './conformance/actions.ts'
import { commandCases } from './conformance/commands.ts'
import { conditionCases } from './conformance/conditions.ts'
import { expressionCases } from './conformance/expressions.ts'
import { callCases } from './conformance/jobs/calls.ts'
import { deployCases } from './conformance/jobs/deploys.ts'
import { environmentCases } from './conformance/jobs/environments.ts'
import { jobCases } from './conformance/jobs/jobs.ts'
import { matrixCases } from './conformance/jobs/matrix.ts'
import { rerunCases } from './conformance/jobs/reruns.ts'
import { triggerCases } from './conformance/jobs/triggers.ts'
import { parserCases } from './conformance/parser.ts'
import { permissionCases } from './conformance/permissions.ts'
import { refusalCases } from './conformance/refusals.ts'
import { runnerCases } from './conformance/runner.ts'
import { secretCases } from './conformance/secrets.ts'
import { stepCases } from './conformance/steps.ts'
import { valueCases } from './conformance/values.ts'
import { type Case, type CaseRun, runCase } from './run-case.ts'

const topics: Record<string, Case[]> = {
  'jobs and needs': jobCases,
  matrix: matrixCases,
  steps: stepCases,
  expressions: expressionCases,
  'commands and files': commandCases,
  secrets: secretCases,
  'called workflows': callCases,
  actions: actionCases,
  triggers: triggerCases,
  'conditions and contexts': conditionCases,
  deploys: deployCases,
  environments: environmentCases,
  runner: runnerCases,
  permissions: permissionCases,
  values: valueCases,
  parser: parserCases,
  refusals: refusalCases,
}

describe.each(Object.entries(topics))('%s', (_topic, cases) => {
  test.concurrent.each(cases)('$title ($source)', async ({ expected, ...given }) => {
    check(await runCase(given), expected)
  })
})

describe('re-runs of failed jobs', () => {
  test.concurrent.each(rerunCases)('$title ($source)', async ({ expected, again, ...given }) => {
    const first = await runCase(given)
    check(first, expected)
    if ('refused' in first) return
    check(await runCase({ ...given, options: { ...given.options, rerun: first } }), again)
  })
})

function check(run: CaseRun, expected: Case['expected']): void {
  if ('refused' in run) {
    if (!expected.refused) expect(run.refused).toBe('not refused')
    for (const part of expected.refused ?? []) expect(run.refused).toContain(part)
    return
  }
  const context = { log: run.log }
  expect({ conclusion: run.conclusion, refused: expected.refused, ...context }).toEqual({
    conclusion: expected.conclusion ?? 'success',
    refused: undefined,
    ...context,
  })
  const results = Object.fromEntries(
    Object.keys(expected.results ?? {}).map(id => [id, run.jobs[id]?.result]),
  )
  expect(results).toEqual(expected.results ?? {})
  for (const [path, value] of Object.entries(expected.outputs ?? {})) {
    const dot = path.lastIndexOf('.')
    expect([path, run.jobs[path.slice(0, dot)]?.outputs[path.slice(dot + 1)]]).toEqual([path, value])
  }
  for (const part of expected.log ?? []) expect(run.log).toContain(part)
  const places = (expected.order ?? []).map(part => run.log.indexOf(part))
  expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true)
  for (const part of expected.notLog ?? []) expect(run.log).not.toContain(part)
  for (const annotation of expected.annotations ?? [])
    expect(run.annotations).toContainEqual(expect.objectContaining(annotation))
  expect(run.annotations.filter(({ message }) => expected.notAnnotated?.includes(message))).toEqual([])
  for (const text of expected.summaries ?? [])
    expect(run.summaries.map(({ markdown }) => markdown)).toContainEqual(expect.stringContaining(text))
}
