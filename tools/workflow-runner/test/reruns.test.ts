import { expect, test } from '@jest/globals'
import type { EarlierAttempt, RunEvent, RunResult } from '../src/index.ts'
import { type Case, runCase } from './run-case.ts'

const workflow = `on: push
jobs:
  a: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: '[ $GITHUB_RUN_ATTEMPT = 3 ]'}]}
`

async function ran(options: Case['options'] = {}): Promise<RunResult> {
  const run = await runCase({ workflow, options })
  if ('refused' in run) throw new Error(run.refused)
  return run
}

test('each attempt continues from the previous result, also after a JSON round trip', async () => {
  const first = await ran()
  const second = await ran({ rerun: first })
  const third = await ran({ rerun: JSON.parse(JSON.stringify(second)) as EarlierAttempt })
  expect([first, second, third].map(({ run, conclusion }) => [run.id, run.attempt, conclusion])).toEqual([
    [first.run.id, 1, 'failure'],
    [first.run.id, 2, 'failure'],
    [first.run.id, 3, 'success'],
  ])
  expect(third.jobs).toEqual({ a: first.jobs.a, b: { result: 'success', outputs: {} } })
})

test('kept jobs emit no events', async () => {
  const events: RunEvent[] = []
  await ran({ rerun: await ran(), on: event => void events.push(event) })
  const jobs = events.flatMap(event => (/^job-/.test(event.type) && 'job' in event ? [event.job] : []))
  expect(jobs).toEqual(['b', 'b'])
})

test('a job that a cancelled attempt skipped is evaluated again', async () => {
  const { run } = await ran()
  const jobs = { a: { result: 'success', outputs: {} }, b: { result: 'skipped', outputs: {} } } as const
  const failed = await ran({ rerun: { run, jobs, conclusion: 'failure' } })
  const cancelled = await ran({ rerun: { run: { ...run, attempt: 2 }, jobs, conclusion: 'cancelled' } })
  expect([failed.jobs.b?.result, cancelled.jobs.b?.result]).toEqual(['skipped', 'success'])
})

test('the result of another workflow is refused', async () => {
  const { run, ...rest } = await ran()
  const rerun = { ...rest, run: { ...run, workflow: '.github/workflows/other.yml' } }
  expect(await runCase({ workflow, options: { rerun } })).toEqual({
    refused: '.github/workflows/main.yml: the attempt to re-run is of .github/workflows/other.yml',
  })
})
