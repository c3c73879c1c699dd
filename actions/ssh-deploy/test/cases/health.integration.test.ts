import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import {
  type Attempt,
  type CaseScene,
  composeWith,
  expectRefused,
  GREEN,
  IN_PLACE,
  startCaseScene,
} from './case-scene.ts'

// Cases of the health request to the slot.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

/** Deploys a release that becomes healthy at once, or never. */
async function deploy(files: Record<string, string>): Promise<Attempt> {
  const inputs = { 'health-timeout-seconds': '3', url: 'https://shop.example' }
  return scene.deploy(await scene.release('v2', files), inputs)
}
const published = (ports: string): Record<string, string> => composeWith('127.0.0.1:8011:8000', ports)

// NousResearch/hermes-agent#99401
caseTestFull('case-19', 'a range of ports is refused', async () => {
  await expectRefused(await deploy(published('127.0.0.1:8011-8013:8000')), /range|8011-8013/)
})

// 0xERR0R/blocky#1666
caseTest('case-32', 'health is requested on the address that the port is published on', async () => {
  expect((await deploy(published('127.0.0.2:8011:8000'))).result).toBe(GREEN)
})

caseTestFull('case-32b', 'so is that of the second container of a handover', async () => {
  const files = composeWith('127.0.0.1:8001:8000', '127.0.0.2:8001:8000')
  const inputs = { ...IN_PLACE, 'handover-port': '8090' }
  expect((await scene.deploy(await scene.release('v2', files), inputs)).result).toBe(GREEN)
})

describe('an app that checks the headers', () => {
  /** Deploys an app with this body of its request handler. */
  async function answering(name: string, body: string): Promise<string> {
    const server = `require('node:http').createServer(({ url, headers }, answer) => {
  ${body}
  answer.end()
}).listen(8000)
process.on('SIGTERM', () => process.exit(0))
`
    await scene.write(`/opt/app/${name}.js`, server)
    return (await deploy(composeWith('/app/server.js', `/app/${name}.js`))).result
  }

  // freelawproject/courtlistener#2059
  caseTestFull('case-48a', 'is requested with the public host', async () => {
    const hosts = `answer.statusCode = headers.host === 'shop.example' ? 200 : 400`
    expect(await answering('hosts', hosts)).toBe(GREEN)
  })

  // wemake-services/wemake-django-template#1023
  caseTestFull('case-48b', 'is requested as if over https', async () => {
    const https = `if (headers['x-forwarded-proto'] !== 'https') answer.writeHead(301, { Location: 'https://' + headers.host + url })`
    expect(await answering('https', https)).toBe(GREEN)
  })

  // Cloud-CV/EvalAI#5208
  caseTestFull('case-48c', 'and redirects is reported with the target', async () => {
    const slash = `if (url === '/health') answer.writeHead(301, { Location: '/health/' })`
    expect(await answering('slash', slash)).toMatch(/^green$|\/health\//)
  })
})
