import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import type { Remote } from '@tsh/remote'
import type { SiteProxy } from '../../src/traffic/proxy/site-proxy.ts'
import type { Site } from '../../src/traffic/site.ts'
import { checkTraffic } from '../../src/traffic/traffic.ts'

let printed: string

beforeEach(() => {
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += String(text)
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
})

/** Checks that blue is live while the proxy returns this response. */
function check(status: number, slot?: string): Promise<void> {
  const headers = slot ? { 'x-deployment-slot': slot } : {}
  const remote = { name: 'root@server', request: async () => ({ status, headers, body: '' }) }
  const proxy = { slotOf: (header: string) => header || undefined }
  return checkTraffic(remote as unknown as Remote, proxy as unknown as SiteProxy, {} as Site, 'blue')
}

test('the proxy must route to the live slot, whether or not that is healthy', async () => {
  await check(200, 'blue')
  await check(503, 'blue')
  await expect(check(200, 'green')).rejects.toThrow('configuration: blue, response from: green')
  await expect(check(200)).rejects.toThrow('does not name the slot')
  expect(printed).toBe('')
})

test('a proxy that cannot reach the live slot need not name it', async () => {
  await check(502)
  expect(printed).toContain('The proxy returns HTTP 502, as if slot blue were not running; switching anyway')
})
