import { expect, test } from '@jest/globals'
import { Tally } from '@tsh/sandbox/load/tally'
import { hasServed, rollbackSeconds, switchMs } from '../src/conclude.ts'
import { failedOutput } from '../src/report/failed-output.ts'
import { pageReport } from '../src/report/page.ts'
import { type Report, resultOf } from '../src/report/report.ts'
import { textReport } from '../src/report/text.ts'
import { Timeline } from '../src/timeline.ts'

function example(): Report {
  const tally = new Tally()
  for (let at = 0; at < 6000; at += 20)
    tally.add({
      sentAt: at,
      at: at + 4,
      slot: at < 3000 ? 'blue' : 'green',
      ...(at === 2000 ? { lost: 'status 502' } : {}),
    })
  return {
    ...{
      id: 'abc',
      environment: 'production',
      repository: 'shop',
      sandbox: 'stable, fish (Docker 26.1.5)',
      failure: undefined,
      outcome: 'deployed',
      expected: 'deployed',
    },
    ...{
      problems: ['1 requests were lost'],
      slots: true,
      slotNames: ['blue', 'green'],
      lead: 1,
      switchMs: 0,
      rollbackSeconds: undefined,
    },
    jobs: [
      { name: 'build', result: 'success', seconds: 2, start: 0 },
      { name: 'deploy', result: 'success', seconds: 2, start: 2 },
      { name: 'rollback', result: 'skipped', seconds: 0, start: undefined },
    ],
    traffic: tally.traffic(0),
    ...{
      release: 'v2',
      previous: 'v1',
      live: { slot: 'green', version: 'v2' },
      seconds: { preparation: 9, run: 4 },
    },
    ...{
      messages: ['Deployed <b>v2</b>'],
      objects: [{ key: 'a.dump', size: 10 }],
      journal: ['{}'],
      services: {},
      versions: {},
      failures: [],
      output: [],
      checklist: [
        { id: 'tests', state: 'proven', text: 'unit passed in 2 s' },
        { id: 'host-key', state: 'missing', text: 'no fingerprint' },
      ],
    },
    startedAt: '2026-01-01T08:00:00.000Z',
  }
}

test('text: stages, figures, traffic, problems', () => {
  const text = textReport(example())
  expect(text).toContain('✗ deployed: v2 is live in slot green.')
  expect(text).toMatch(/✓ build +2\.0 s {2}━/)
  expect(text).toMatch(/– rollback +skipped/)
  expect(text).toContain('requests     300, 1 lost')
  expect(text).toMatch(/b{30}g{30}/)
  expect(text).toContain('✗ 1 requests were lost')
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
})

test('text: what the failed step printed before its error', () => {
  const job = 'deploy/test'
  const log = [
    'deploy/build | building',
    `${job} | FAILED test_a.py`,
    `${job} | `,
    `${job} | 1 failed`,
    `${job} | ##[error]"unit" failed`,
    `${job} | cleaning up`,
  ].join('\n')
  const output = failedOutput(log, { job, message: '"unit" failed\nNext: fix it' })
  expect(output).toEqual(['FAILED test_a.py', '1 failed'])
  expect(failedOutput(log, { job, message: 'other' }).at(-1)).toBe('cleaning up')
  expect(textReport({ ...example(), output })).toContain(
    'Output before the first failure\n  FAILED test_a.py\n  1 failed\n',
  )
})

test('page: complete, escaped and self-contained', () => {
  const page = pageReport(example())
  expect(page).toContain('Deployed &lt;b&gt;v2&lt;/b&gt;')
  expect(page).toContain('class="switch"')
  expect(page).not.toMatch(/src=|href=|url\(|@import|https?:/)
  expect(page).not.toMatch(/NaN|undefined/)
})

test('the result for --json', () => {
  expect(resultOf(example())).toMatchObject({
    ...{ environment: 'production', outcome: 'deployed', traffic: { requests: 300, lost: 1 }, switchMs: 0 },
    ...{ rollbackSeconds: null, release: 'v2', previous: 'v1' },
    jobs: [
      { name: 'build', result: 'success', seconds: 2 },
      { name: 'deploy' },
      { name: 'rollback', result: 'skipped' },
    ],
  })
})

test('in place, the interruption lasts from the first loss to the last', () => {
  expect(switchMs(example().traffic, false)).toBe(100)
})

test('only what the deployment moved counts as served by the new version', () => {
  const timeline = new Timeline()
  const job = { job: 'deploy/deploy', name: 'Deploy' }
  timeline.add({ type: 'job-started', ...job })
  timeline.add({ type: 'job-finished', ...job, result: 'failure', outputs: {}, seconds: 4 })
  const served = (at: number): boolean => {
    const switches = [{ from: 'app', to: 'handover', at, overlapMs: 0 }]
    return hasServed({ timeline, traffic: { ...example().traffic, switches }, lead: 1 })
  }
  expect([served(3000), served(6500)]).toEqual([true, false])
})

test('a rollback is timed from the verdict, past the switches of the deployment', () => {
  const timeline = new Timeline()
  const job = { job: 'deploy/smoke-tests', name: 'Smoke tests' }
  timeline.add({ type: 'job-started', ...job })
  timeline.add({ type: 'job-finished', ...job, result: 'failure', outputs: {}, seconds: 4 })
  const change = (at: number) => ({ from: 'app', to: 'handover', at, overlapMs: 0 })
  const traffic = { ...example().traffic, switches: [change(2000), change(3000), change(6500)] }
  expect(rollbackSeconds({ timeline, traffic, lead: 1 })).toBeCloseTo(1.5, 1)
  const never = { ...traffic, switches: [change(2000), change(3000)] }
  expect(rollbackSeconds({ timeline, traffic: never, lead: 1 })).toBeUndefined()
})
