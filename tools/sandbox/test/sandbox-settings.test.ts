import { expect, test } from '@jest/globals'
import { sandboxNames } from '../src/hostile/hostile.ts'
import { withSettings } from '../src/seed/sandbox-settings.ts'

const TEXT = `# The shop.
application: shop
jump: gate@bastion.example
backup: { retention-days: 30 }
environments:
  staging: &staging
    server: x@staging.example
    watch-seconds: 30 # short
  production:
    server: root@shop.example:2222
    host-key: SHA256:x
    url: https://shop.example
`

test('only the environment of the rehearsal is changed', () => {
  const changed = withSettings(TEXT, 'production', {
    ...{ server: 'root@127.0.0.1:4000', 'host-key': '[127.0.0.1]:4000 ssh-ed25519 AAAA' },
    'backup.endpoint': 'http://127.0.0.1:9000',
  })
  expect(changed).toBe(`# The shop.
application: shop
backup: { retention-days: 30 }
environments:
  staging: &staging
    server: x@staging.example
    watch-seconds: 30 # short
  production:
    server: root@127.0.0.1:4000
    host-key: "[127.0.0.1]:4000 ssh-ed25519 AAAA"
    url: https://shop.example
    backup:
      endpoint: http://127.0.0.1:9000
`)
})

test('an environment that is an alias, or empty, gets its own settings', () => {
  const environment = (text: string) =>
    withSettings(`${TEXT}  live: ${text}\n`, 'live', { url: 'http://127.0.0.1' }).split('  live:')[1]
  expect(environment('*staging')).toBe(
    '\n    server: x@staging.example\n    watch-seconds: 30\n    url: http://127.0.0.1\n',
  )
  expect(environment('{}')).toContain('url: http://127.0.0.1')
})

test('a group that is an alias, or merged, keeps its other settings', () => {
  const groups = `x: &backup { retention-days: 7 }\n${TEXT}  live: TEXT\n`
  const environment = (text: string) =>
    withSettings(groups.replace('TEXT', text), 'live', { 'backup.endpoint': 'http://127.0.0.1' }).split(
      '  live:',
    )[1]
  expect(environment('{ backup: *backup }')).toMatch(/backup:\s+retention-days: 7\s+endpoint: http/)
  expect(environment('{ backup: { <<: *backup } }')).toMatch(/backup:\s+retention-days: 7\s+endpoint: http/)
})

test('user and bucket are named like the repository', () => {
  const names = sandboxNames({ name: 'tsh-erp', registry: 'ghcr.io/tsh' })
  expect(names).toEqual({ registryUser: 'tsh', bucket: 'tsh-erp' })
  expect(sandboxNames({ name: 'shop-web', registry: undefined }).registryUser).toBe('shop')
})
