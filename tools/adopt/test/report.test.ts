import { expect, test } from '@jest/globals'
import type { ComposeChange } from '../src/findings/compose-change.ts'
import { report } from '../src/report.ts'

const change = (service: string | undefined, line: number, isOptional = false): ComposeChange => ({
  ...{ file: 'compose.yml', line, why: 'mounts . over its code', fix: 'remove the mount', isOptional },
  ...(service === undefined ? {} : { service }),
})

test('services that share an anchor share the line of a change', () => {
  const changes = [
    ...[change('web', 3), change('worker', 3), change('mail', 9)],
    ...[change(undefined, 1), change('web', 3, true)],
  ]
  expect(report({ files: [], unknowns: [], deployments: [], callers: [], changes })).toBe(
    `Changes that the compose file needs:
  - compose.yml:3  web, worker: mounts . over its code: remove the mount
  - compose.yml:9  mail mounts . over its code: remove the mount
  - compose.yml:1  mounts . over its code: remove the mount

Optional changes to the compose file:
  - compose.yml:3  web mounts . over its code: remove the mount`,
  )
})
