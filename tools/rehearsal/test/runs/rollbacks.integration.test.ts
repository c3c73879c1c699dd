import { expect, test } from '@jest/globals'
import { testFull } from '@tsh/testing/full'
import { expectOldVersionLive, journalStates, rehearsed, results } from './rehearsal.ts'

test('production, smoke tests fail: traffic returns to the old slot, and the message reports it', async () => {
  const report = await rehearsed('production', '--fail', 'smoke-tests')
  expect(report.problems).toEqual([])
  expect(report.outcome).toBe('rolled-back')
  expectOldVersionLive(report)
  expect(report.traffic.switches.map(({ to }) => to)).toEqual(['green', 'blue'])
  expect(journalStates(report).at(-1)).toBe('rolled-back')
  expect(report.messages).toEqual([expect.stringContaining('Rolled back')])
})

testFull('production, the rollback fails, too: the message requests manual intervention', async () => {
  const report = await rehearsed('production', '--fail', 'rollback')
  expect(report.problems).toEqual([])
  expect(report.outcome).toBe('failed')
  expect(results(report)).toMatchObject({ 'smoke-tests': 'failure', rollback: 'failure' })
  expect(report.traffic.lost).toBe(0)
  expect(report.messages).toEqual([expect.stringContaining('ROLLBACK FAILED')])
})

testFull('staging, smoke tests fail: the old version is restored in place', async () => {
  const report = await rehearsed('staging', '--fail', 'smoke-tests')
  expect(report.problems).toEqual([])
  expect(report).toMatchObject({ outcome: 'rolled-back', live: { version: report.previous } })
  expect(journalStates(report).at(-1)).toBe('rolled-back')
  expect(report.messages).toEqual([expect.stringContaining('Rolled back')])
})
