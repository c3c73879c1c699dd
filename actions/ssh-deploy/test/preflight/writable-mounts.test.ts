import { expect, test } from '@jest/globals'
import { writableMounts } from '../../src/preflight/services/writable-mounts.ts'

const mounting = (source: string, more = {}): string[] =>
  writableMounts(
    {
      name: 'erp',
      services: { app: { volumes: [{ type: 'bind', source, target: '/x', ...more }] } },
    },
    { path: '/opt/erp' },
  )

test.each(['/opt/erp', '/opt/erp/', '/opt', '/', '/opt/erp/.git', '/opt/erp/.git/hooks', '/opt/erp/.deploy'])(
  'a service that can write to %s is reported',
  source => {
    expect(mounting(source)).toEqual([
      expect.stringMatching(/^app can write to .* on the server, .*Mount it read-only/),
    ])
  },
)

test.each([
  ['/opt/erp/uploads', {}],
  ['/opt/erp/.github', {}],
  ['/opt/erp2', {}],
  ['/srv/data', {}],
  ['/opt/erp', { read_only: true }],
  ['erp', { type: 'volume' }],
])('one with %s %j is not', (source, more) => {
  expect(mounting(source, more)).toEqual([])
})
