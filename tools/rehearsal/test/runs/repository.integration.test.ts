import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { testFull } from '@tsh/testing/full'
import { journalStates, rehearsed } from './rehearsal.ts'
import { makeRepository } from './repositories.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-other-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

testFull('another repository is deployed on the same sandbox', async () => {
  const report = await rehearsed('production', '--repo', makeRepository('bookshop', folder))
  expect(report.problems).toEqual([])
  expect(report).toMatchObject({
    ...{ repository: 'bookshop', outcome: 'deployed', live: { slot: 'right', version: report.release } },
    ...{ services: { web_right: 'running', store: 'running' }, traffic: { lost: 0 } },
  })
  // Its health response reports a version other than the running one.
  expect(report.versions).toMatchObject({ web_right: report.release })
  expect(report.traffic.requests).toBeGreaterThan(200)
  expect(journalStates(report).at(-1)).toBe('switched')
  expect(report.objects.map(({ key }) => key)).toContainEqual(
    expect.stringMatching(/^bookshop\/v1\/production\/books\/data\/.*\/dump\.pgc$/),
  )
  expect(report.messages).toEqual([expect.stringContaining('Deployed')])
})

// `npm test` covers this with the rehearsal of the sample application.
testFull(
  'a repository without slots and database, with one compose file for all environments, is deployed',
  async () => {
    const report = await rehearsed('staging', '--repo', makeRepository('leaflet', folder))
    expect(report.problems).toEqual([])
    expect(report).toMatchObject({
      ...{ repository: 'leaflet', outcome: 'deployed', live: { version: report.release } },
      ...{ services: { leaflet: 'running', counter: 'running' }, traffic: { lost: 0 } },
    })
    // The profiles in the env file decide which services run.
    expect(Object.keys(report.services).sort()).toEqual(['counter', 'leaflet'])
    expect(report.journal.at(-2)).toContain('"services":["leaflet","counter"]')
    expect(journalStates(report).at(-1)).toBe('switched')
    expect(report.messages).toEqual([expect.stringContaining('Deployed')])
  },
)
