import { describe, expect, test } from '@jest/globals'
import type { QueryResults } from '@tsh/server-query'
import { inPlaceApplication } from '@tsh/testing'
import { type ComposeModel, missingResources } from '../../src/index.ts'

const model: ComposeModel = {
  name: 'erp',
  services: {
    app: { networks: { default: null, edge: null } },
    worker: { networks: { edge: null }, volumes: [{ type: 'volume', source: 'files', target: '/files' }] },
    report: { profiles: ['reports'], networks: { reports: null } },
    db: { networks: { default: null }, volumes: [{ type: 'bind', source: '/srv/files', target: '/files' }] },
  },
  networks: {
    default: { name: 'erp_default' },
    edge: { name: 'proxy', external: true },
    reports: { name: 'reports', external: true },
  },
  volumes: { files: { name: 'erp-files', external: true }, data: { name: 'erp_data' } },
}
const ok = (text: string) => ({ code: 0, text })
const missing = (results: QueryResults) =>
  missingResources(model, inPlaceApplication(), results, 'erp@server')

test('names what is external and missing once, with what to do', () => {
  expect(missing({ networks: ok('bridge'), volumes: ok('') })).toEqual([
    'network proxy does not exist on erp@server, and compose does not create it, because the compose file declares it external. Start the project that provides it, or create it with "docker network create proxy"',
    'volume erp-files does not exist on erp@server, and compose does not create it, because the compose file declares it external. Correct its name if its data exists, or create it empty with "docker volume create erp-files"',
  ])
})

describe('nothing is missing', () => {
  test('when it exists', () =>
    expect(missing({ networks: ok('proxy\nbridge'), volumes: ok('erp-files') })).toEqual([]))
  test('when it is unknown what exists', () => expect(missing({})).toEqual([]))
})

test('a service counts only when its profile is active', () => {
  const existing = { networks: ok('proxy'), volumes: ok('erp-files') }
  expect(missing(existing)).toEqual([])
  const env = ok('COMPOSE_PROFILES=reports\n')
  expect(missing({ ...existing, env })).toEqual([expect.stringMatching(/^network reports /)])
})
