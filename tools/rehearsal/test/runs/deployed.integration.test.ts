import { expect, test } from '@jest/globals'
import { testFull } from '@tsh/testing/full'
import { journalStates, rehearsed } from './rehearsal.ts'

test('production is deployed into the idle slot, with a backup and a message, without losing requests', async () => {
  const report = await rehearsed('production')
  expect(report.problems).toEqual([])
  expect(report).toMatchObject({
    ...{ outcome: 'deployed', live: { slot: 'green', version: report.release } },
    ...{ services: { app_green: 'running', tsh_postgres: 'running' } },
  })
  expect(report.traffic).toMatchObject({ lost: 0, switches: [{ from: 'blue', to: 'green' }] })
  expect(report.traffic.requests).toBeGreaterThan(200)
  expect(journalStates(report)).toEqual(['started', 'prepared', 'switching', 'switched'])
  const names = report.objects.map(({ key }) => key.replace(/\d{8}T\d{6}Z-[^/]*-[0-9a-f]{6}/, 'ID'))
  expect(names.map(name => name.replace('tsh-erp/v1/production/tsh_erp/', ''))).toEqual([
    // Of pre-flight, which does not know the name of the database.
    'tsh-erp/v1/production/probe',
    ...['catalog/ID.json', 'data/ID/RESTORE.txt', 'data/ID/dump.pgc', 'data/ID/globals.sql'],
    ...['data/ID/toc.txt', 'probe'],
  ])
  expect(JSON.parse(report.journal[0] ?? '').facts.backup).toMatch(/^\d{8}T/)
  expect(report.checklist.map(({ state }) => state)).toEqual(Array(16).fill('proven'))
  expect(report.messages).toEqual([expect.stringContaining(`Deployed: ${report.release} is live`)])
})

// `npm test` covers this with the deployment that rollbacks.integration.test.ts rolls back.
testFull('staging is deployed in place, with images transferred over SSH', async () => {
  const report = await rehearsed('staging')
  expect(report.problems).toEqual([])
  expect(report).toMatchObject({ outcome: 'deployed', live: { version: report.release }, objects: [] })
  expect(journalStates(report).at(-1)).toBe('switched')
  expect(report.messages).toEqual([expect.stringContaining(`Deployed: ${report.release} is live`)])
})
