import { expect, test } from '@jest/globals'
import { siteConfiguration } from '../../src/setup/nginx-site.ts'

const site = {
  ...{ name: 'shop', host: 'shop.example', slotDirectory: '/slots' },
  ports: new Map([['app', 8001]]),
  ...{ hasIpv6: false, certificates: undefined },
}

const variable = (name: string): string =>
  /^map \$http_upgrade \$(\w+)_connection /.exec(siteConfiguration({ ...site, name }))?.[1] ?? ''

test('a site listens on the IPv6 addresses of a server that has some', () => {
  const listening = (given: object): string[] =>
    [...siteConfiguration({ ...site, ...given }).matchAll(/listen (.*);/g)].map(([, address = '']) => address)
  expect(listening({})).toEqual(['80'])
  expect(listening({ hasIpv6: true })).toEqual(['80', '[::]:80'])
  const all = ['80', '[::]:80', '443 ssl', '[::]:443 ssl']
  expect(listening({ hasIpv6: true, certificates: '/c' })).toEqual(all)
})

test('the names in a site are those of the application', () =>
  expect(variable('tsh-erp-production')).toBe('tsh_erp_production'))

test('long names, which nginx refuses, are shortened and stay different', () => {
  const [one, other] = ['', '-2'].map(end => variable(`three-tier-app-devops-platform-production${end}`))
  expect(one).toMatch(/^three_tier_app_devop_[0-9a-f]{8}$/)
  expect(other).toHaveLength(29)
  expect(other).not.toBe(one)
})
