import { expect, test } from '@jest/globals'
import { siteConfiguration } from '../../src/setup/nginx-site.ts'

const variable = (name: string): string => {
  const site = {
    name,
    host: 'shop.example',
    ports: new Map([['app', 8001]]),
    ...{ slotDirectory: '/slots', certificates: undefined },
  }
  return /^map \$http_upgrade \$(\w+)_connection /.exec(siteConfiguration(site))?.[1] ?? ''
}

test('the names in a site are those of the application', () =>
  expect(variable('tsh-erp-production')).toBe('tsh_erp_production'))

test('long names, which nginx refuses, are shortened and stay different', () => {
  const [one, other] = ['', '-2'].map(end => variable(`three-tier-app-devops-platform-production${end}`))
  expect(one).toMatch(/^three_tier_app_devop_[0-9a-f]{8}$/)
  expect(other).toHaveLength(29)
  expect(other).not.toBe(one)
})
