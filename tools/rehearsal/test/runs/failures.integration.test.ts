import { describe, expect } from '@jest/globals'
import { testFull } from '@tsh/testing/full'
import { expectOldVersionLive, journalStates, rehearsed, results } from './rehearsal.ts'

// `npm test` covers this with the rollbacks in rollbacks.integration.test.ts.

interface Case {
  stage: string
  /** The job that fails. */
  job: string
  /** Jobs that must not have run. */
  skipped: string[]
  states: string[]
  /** Number of backups in S3: manifests, each with four objects. */
  backups: number
}

const cases: Case[] = [
  { stage: 'test-gate', job: 'pre-deployment', skipped: ['build', 'deploy'], states: [], backups: 0 },
  { stage: 'build', job: 'build', skipped: ['backup-database', 'deploy'], states: [], backups: 0 },
  { stage: 'backup', job: 'backup-database', skipped: ['deploy', 'rollback'], states: [], backups: 0 },
  { stage: 'migration', job: 'deploy', skipped: ['smoke-tests'], states: ['started', 'failed'], backups: 1 },
  { stage: 'health', job: 'deploy', skipped: ['smoke-tests'], states: ['started', 'failed'], backups: 1 },
]

describe('production, a stage fails before traffic is switched', () => {
  testFull.each(cases)('$stage', expectFailure)

  async function expectFailure({ stage, job, skipped, states, backups }: Case): Promise<void> {
    const report = await rehearsed('production', '--fail', stage)
    expect(report.problems).toEqual([])
    expect(report.outcome).toBe('failed')
    expect(results(report)[job]).toBe('failure')
    for (const name of skipped) expect(results(report)[name]).toBe('skipped')
    expectOldVersionLive(report)
    expect(report.traffic.switches).toEqual([])
    expect(report.services).not.toHaveProperty('app_green')
    expect(journalStates(report)).toEqual(states)
    const keys = report.objects.map(({ key }) => key)
    expect(keys.filter(key => key.includes('/catalog/'))).toHaveLength(backups)
    expect(keys.filter(key => key.includes('/data/'))).toHaveLength(backups * 4)
    expect(report.messages).toEqual([expect.stringContaining(`Failed in ${job}`)])
  }

  testFull('switch', async () => {
    const report = await rehearsed('production', '--fail', 'switch')
    expect(report.problems).toEqual([])
    expect(report.outcome).toBe('failed')
    expect(results(report)).toMatchObject({ deploy: 'failure', 'smoke-tests': 'skipped' })
    expectOldVersionLive(report)
    expect(report.traffic.switches).toEqual([])
    expect(journalStates(report)).not.toContain('switched')
  })
})

testFull('staging, the release is unhealthy: its second container receives no traffic', async () => {
  const report = await rehearsed('staging', '--fail', 'health')
  expect(report.problems).toEqual([])
  expect(report.outcome).toBe('failed')
  expect(results(report)).toMatchObject({ deploy: 'failure', 'smoke-tests': 'skipped' })
  expect(report.live.version).toBe(report.previous)
  expect(report.traffic.lost).toBe(0)
})

testFull(
  'production, the release crashes after its smoke tests: watching detects it, and traffic returns to the old slot',
  async () => {
    const report = await rehearsed('production', '--fail', 'watch')
    expect(report.problems).toEqual([])
    expect(report.outcome).toBe('rolled-back')
    expect(results(report)).toMatchObject({
      deploy: 'success',
      'smoke-tests': 'failure',
      rollback: 'success',
    })
    expect(report.failures.join()).toContain('on the server, GET /health: expected HTTP 200')
    // It crashes after 20 s; watching would last 60 s.
    const tests = report.jobs.find(({ name }) => name === 'smoke-tests')?.seconds
    expect(tests).toBeGreaterThan(20)
    expect(tests).toBeLessThan(60)
    expect(report.live).toMatchObject({ slot: 'blue', version: report.previous })
    expect(report.services.app_green).toBe('exited')
    expect(journalStates(report).at(-1)).toBe('rolled-back')
    expect(report.messages).toEqual([expect.stringContaining('Rolled back')])
  },
)

testFull(
  'production, only the public URL fails: the release stays live, and the message reports it',
  async () => {
    const report = await rehearsed('production', '--fail', 'edge')
    expect(report.problems).toEqual([])
    expect(results(report)).toMatchObject({ 'smoke-tests': 'failure', rollback: 'skipped' })
    expect(report.live).toMatchObject({ slot: 'green', version: report.release })
    expect(journalStates(report).at(-1)).toBe('switched')
    expect(report.messages).toEqual([expect.stringContaining('Deployed, but unreachable')])
  },
)

testFull(
  'production, evidence is missing and the standard is enforced: the run fails last, and names it',
  async () => {
    const report = await rehearsed('production', '--fail', 'evidence')
    expect(report.problems).toEqual([])
    expect(results(report)).toMatchObject({
      'smoke-tests': 'success',
      rollback: 'skipped',
      notify: 'failure',
    })
    expect(report.live).toMatchObject({ slot: 'green', version: report.release })
    expect(report.checklist.filter(({ state }) => state !== 'proven')).toMatchObject([{ id: 'host-key' }])
    expect(report.failures.join()).toContain('Fail if evidence is missing')
    expect(report.messages).toEqual([expect.stringContaining('Deployed')])
  },
)
