import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { siteHost, siteResolution, siteUrl } from '../src/consumer/public-site.ts'

test.each([
  ['https://clinic.example', 'http://clinic.example:32768'],
  ['https://clinic.example:8443/', 'http://clinic.example:32768'],
  ['http://203.0.113.9', 'http://127.0.0.1:32768'],
  ['http://[2001:db8::9]:8080', 'http://127.0.0.1:32768'],
])('the site of %s is at %s', (url, site) => {
  expect(siteUrl(url, 'http://127.0.0.1:32768')).toBe(site)
  expect(`http://${siteHost(url, 'http://127.0.0.1:32768')}`).toBe(site)
})

test('a program reaches the site under its public host, and only this host', async () => {
  const server = createServer((request, response) => response.end(request.headers.host))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const program = `const get = host => fetch('http://' + host + ':${port}').then(answer => answer.text(), ({ cause }) => cause.code)
Promise.all(['clinic.example', 'other.invalid'].map(get)).then(answers => console.log(answers.join(' ')))`
  const env = siteResolution('https://clinic.example')
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env })
  server.close()
  expect(stdout.trim()).toMatch(new RegExp(`^clinic.example:${port} (ENOTFOUND|EAI_AGAIN)$`))
})
