import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { caseTestFull } from '@tsh/testing/case-test'
import type { Report } from '../../src/report/report.ts'
import { journalStates, rehearsed } from './rehearsal.ts'
import { makeRepository } from './repositories.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-repositories-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Rehearses a production deployment of a repository, which must reach the other slot without a lost request. */
async function deployed(name: string): Promise<Report> {
  const report = await rehearsed('production', '--repo', makeRepository(name, folder))
  // The failures of the run are listed first, as they explain the problems.
  expect([...report.failures, ...report.problems]).toEqual([])
  expect(report).toMatchObject({ repository: name, outcome: 'deployed', live: { version: report.release } })
  expect(report.traffic.lost).toBe(0)
  expect(report.traffic.requests).toBeGreaterThan(200)
  expect(journalStates(report).at(-1)).toBe('switched')
  return report
}

/** The containers of the named services are of the new version. */
function expectNewVersion(report: Report, services: readonly string[]): void {
  const versions = Object.fromEntries(services.map(service => [service, report.release]))
  expect(report.versions).toMatchObject(versions)
}

caseTestFull('repository-fastapi', 'the FastAPI template is deployed', async () => {
  const report = await deployed('fastapi')
  expectNewVersion(report, ['prestart', 'backend_green', 'frontend'])
  expect(report.services).toMatchObject({ db: 'running', prestart: 'exited' })
})

caseTestFull('repository-django', 'Django with Celery is deployed', async () => {
  const report = await deployed('django')
  expectNewVersion(report, ['prestart', 'django_green', 'celeryworker', 'celerybeat'])
  expect(report.services).toMatchObject({ postgres: 'running', redis: 'running', prestart: 'exited' })
})

caseTestFull('repository-node', 'Node.js with a build argument and a build secret is deployed', async () => {
  const report = await deployed('node')
  expectNewVersion(report, ['app_green'])
  expect(report.services).toMatchObject({ database: 'running' })
})

caseTestFull('repository-includes', 'compose files with include and extends are deployed', async () => {
  const report = await deployed('includes')
  expectNewVersion(report, ['web_green'])
  expect(report.services).toMatchObject({ database: 'running' })
})

caseTestFull('repository-two-services', 'two services switch together', async () => {
  const report = await deployed('two-services')
  expectNewVersion(report, ['web_green', 'api_green'])
  expect(report.services).toMatchObject({ database: 'running' })
})

caseTestFull('repository-two-applications', 'an application of a monorepo is deployed', async () => {
  const report = await deployed('two-applications')
  expectNewVersion(report, ['web_green'])
  expect(report.services).toMatchObject({ database: 'running' })
})

caseTestFull('repository-one-shot', 'a one-shot service runs before the application', async () => {
  // Its application is healthy only after the one-shot service of the same version has run.
  const report = await deployed('one-shot')
  expectNewVersion(report, ['prepare', 'web_green'])
  expect(report.services).toMatchObject({ database: 'running', prepare: 'exited' })
})

caseTestFull(
  'repository-external-database',
  'an application without a database service is deployed',
  async () => {
    const report = await deployed('external-database')
    expectNewVersion(report, ['web_green'])
  },
)

caseTestFull(
  'repository-gateway',
  'an application behind nginx of its compose file is deployed',
  async () => {
    // nginx keeps the addresses of both services, which change with their containers.
    const report = await rehearsed('production', '--repo', makeRepository('gateway', folder))
    expect([...report.failures, ...report.problems]).toEqual([])
    expectNewVersion(report, ['web', 'counter'])
    expect(report.services).toMatchObject({ gateway: 'running' })
  },
)

caseTestFull(
  'engine-testing-containerd-repository-leaflet',
  'two images of one digest are transferred from the containerd store',
  async () => {
    const repository = makeRepository('leaflet', folder)
    const report = await rehearsed('staging', '--repo', repository, '--engine', 'testing-containerd')
    expect([...report.failures, ...report.problems]).toEqual([])
  },
)
